import { existsSync, lstatSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Finds the Python that runs jobs: `given`, else `$STEPMAKER_PYTHON`, else the nearest `.venv` in the working directory or above it, then
 * above this package, else `python3` from the `PATH`. A `.venv` of another user above the working directory is not used.
 *
 * @returns an absolute path, or a name on the `PATH`
 */
export function findPython(given?: string, { cwd = process.cwd() }: { readonly cwd?: string } = {}): string {
  const named = given ?? process.env['STEPMAKER_PYTHON'];
  if (named !== undefined && named !== '') return named.includes('/') ? resolve(named) : named;
  for (const start of [cwd, fileURLToPath(new URL('.', import.meta.url))])
    for (const directory of upwards(start)) {
      const python = join(directory, '.venv/bin/python');
      if (existsSync(python) && (directory === cwd || isOurs(join(directory, '.venv')))) return python;
    }
  return 'python3';
}

/** The directory and all above it, the nearest first. */
function upwards(directory: string): string[] {
  const above = dirname(directory);
  return above === directory ? [directory] : [directory, ...upwards(above)];
}

/** Refuses a Python that another user has put above the working directory, e.g. into `/tmp`. */
function isOurs(path: string): boolean {
  const { uid } = lstatSync(path);
  return process.getuid === undefined || uid === process.getuid() || uid === 0;
}
