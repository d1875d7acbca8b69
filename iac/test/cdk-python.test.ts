import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { HAS_PYTHON, PYTHON, PYTHON_ENVIRONMENT } from './python.ts';

it.skipIf(!HAS_PYTHON)(
  'the construct for Python passes its own tests (node scripts/setup/tools.mjs installs what they need)',
  { timeout: 300_000 },
  () => {
    const { stdout, stderr, status } = spawnSync(PYTHON, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], {
      cwd: fileURLToPath(new URL('../cdk-python', import.meta.url)),
      encoding: 'utf8',
      env: PYTHON_ENVIRONMENT,
    });

    expect(status, `${stdout}${stderr}`).toBe(0);
    expect(stdout).toMatch(/\d+ passed/);
  },
);
