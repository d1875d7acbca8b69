/** Runs Python for this project's targets. Node built-ins only. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The interpreter that the set-up has prepared. */
export function findPython() {
  const prepared = fileURLToPath(new URL('../.venv/bin/python', import.meta.url));
  const python = process.env.STEPMAKER_PYTHON ?? (existsSync(prepared) ? prepared : undefined);
  if (python === undefined) {
    process.stderr.write(
      'No .venv found: run "npm run setup", or name a Python that has scikit-learn and pytest in STEPMAKER_PYTHON.\n',
    );
    process.exit(1);
  }
  return python;
}

/** Runs a module; a failure becomes this process's exit code, and the next module still runs. */
export function runModule(python, ...args) {
  const { status, error } = spawnSync(python, ['-m', ...args], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: 'inherit',
  });
  if (error) process.stderr.write(`${python}: ${error.message}\n`);
  if (status !== 0) process.exitCode = 1;
}
