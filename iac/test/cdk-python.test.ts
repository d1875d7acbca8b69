import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { PYTHON, PYTHON_ENVIRONMENT, PYTHON_TOOL } from './python.ts';

it.skipIf(PYTHON_TOOL.isMissing)(`the construct for Python passes its own tests${PYTHON_TOOL.note}`, { timeout: 300_000 }, () => {
  const { stdout, stderr, status } = spawnSync(PYTHON, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], {
    cwd: fileURLToPath(new URL('../cdk-python', import.meta.url)),
    encoding: 'utf8',
    env: PYTHON_ENVIRONMENT,
  });

  expect(status, `${stdout}${stderr}`).toBe(0);
  expect(stdout).toMatch(/\d+ passed/);
});
