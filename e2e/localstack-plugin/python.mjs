/** Runs Python for this project's targets. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findPython } from '../../ml/python.mjs';

/** Runs a module; a failure becomes this process's exit code. */
export function runModule(...args) {
  const { status, error } = spawnSync(findPython(), ['-m', ...args], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: 'inherit',
  });
  if (error) process.stderr.write(`${error.message}\n`);
  if (status !== 0) process.exitCode = 1;
}
