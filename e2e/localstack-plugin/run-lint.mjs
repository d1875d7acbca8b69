/** Lints the plug-in and checks its format with Ruff. */
import { runModule } from './python.mjs';

runModule('ruff', 'check', '--no-cache', '.');
runModule('ruff', 'format', '--no-cache', '--check', '.');
