import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The Python in which the CDK is installed. */
export const PYTHON: string = join(process.env['STEPMAKER_TOOLS_BIN'] ?? join(ROOT, '.venv-tools/bin'), 'python');

/** Whether the CDK for Python is installed. */
export const HAS_PYTHON: boolean = existsSync(PYTHON);

/** The environment of Python programs that use the construct. */
export const PYTHON_ENVIRONMENT: Readonly<Record<string, string | undefined>> = {
  ...process.env,
  PATH: [join(ROOT, 'node_modules/node/bin'), process.env['PATH']].join(delimiter),
  PYTHONPATH: 'src',
  PYTHONDONTWRITEBYTECODE: '1',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1',
};
