import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The Python that runs jobs: as given, `$STEPMAKER_PYTHON`, the project's `.venv`, or `python3` from the `PATH`. */
export function findPython(given?: string): string {
  const named = given ?? process.env['STEPMAKER_PYTHON'];
  if (named !== undefined && named !== '') return named.includes('/') ? resolve(named) : named;
  const own = resolve('.venv/bin/python');
  return existsSync(own) ? own : 'python3';
}
