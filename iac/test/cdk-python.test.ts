import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PYTHON = join(process.env['STEPMAKER_TOOLS_BIN'] ?? join(ROOT, '.venv-tools/bin'), 'python');

it.skipIf(!existsSync(PYTHON))(
  'the construct for Python passes its own tests (node scripts/setup/tools.mjs installs what they need)',
  { timeout: 300_000 },
  () => {
    const { stdout, stderr, status } = spawnSync(PYTHON, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], {
      cwd: join(ROOT, 'iac/cdk-python'),
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: [join(ROOT, 'node_modules/node/bin'), process.env['PATH']].join(delimiter),
        PYTHONPATH: 'src',
        PYTHONDONTWRITEBYTECODE: '1',
        JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '1',
      },
    });

    expect(status, `${stdout}${stderr}`).toBe(0);
    expect(stdout).toMatch(/\d+ passed/);
  },
);
