import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TestTool, testTool } from '@stepmaker/testing';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The Python in which the CDK is installed. */
export const PYTHON: string = join(process.env['STEPMAKER_TOOLS_BIN'] ?? join(ROOT, '.venv-tools/bin'), 'python');

/** The Python in which the CDK is installed, for tests. */
export const PYTHON_TOOL: TestTool = testTool(
  'CDK for Python',
  existsSync(PYTHON) ? PYTHON : undefined,
  'node scripts/setup/tools.mjs',
);

/** The environment of Python programs that use the construct. */
export const PYTHON_ENVIRONMENT: Readonly<Record<string, string | undefined>> = {
  ...process.env,
  PATH: [join(ROOT, 'node_modules/node/bin'), process.env['PATH']].join(delimiter),
  PYTHONPATH: 'src',
  PYTHONDONTWRITEBYTECODE: '1',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1',
};
