import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The Python that runs jobs: `STEPMAKER_PYTHON`, else the one that the set-up has made, else the machine's. */
export function jobPython(): string {
  const prepared = fileURLToPath(new URL('../../../.venv/bin/python', import.meta.url));
  return process.env['STEPMAKER_PYTHON'] ?? (existsSync(prepared) ? prepared : 'python3');
}
