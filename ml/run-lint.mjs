/** Lints the scripts and checks their format with Ruff. */
import { findPython, runModule } from './python.mjs';

const python = findPython();
runModule(python, 'ruff', 'check', '--no-cache', '.');
runModule(python, 'ruff', 'format', '--no-cache', '--check', '.');
