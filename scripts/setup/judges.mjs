/**
 * AWS's own tools and others' that judge the templates: cfn-lint, checkov, botocore, in an environment of their own. The tests that need
 * them say so where they are not there. `node scripts/setup/judges.mjs` makes it.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { step } from './progress.mjs';
import { findPython } from './python.mjs';
import { run } from './run.mjs';
import { Stamp } from './stamp.mjs';

/** Makes `.venv-judges` with the pinned tools. Returns the path of its interpreter. */
export async function prepareJudges(root) {
  const { command, minor } = findPython();
  const requirements = join(root, 'apps/infra/test/judges/requirements.txt');
  const venv = join(root, '.venv-judges');
  const python = join(venv, 'bin/python');
  const stamp = new Stamp(join(venv, '.stepmaker-ready'), [`3.${minor}`, readFileSync(requirements, 'utf8')]);
  if (stamp.isCurrent() && existsSync(python)) return python;
  await step('The judges of the templates (cfn-lint, checkov, botocore)', async () => {
    stamp.remove();
    rmSync(venv, { recursive: true, force: true });
    await run(command, ['-m', 'venv', venv]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
    stamp.write();
  });
  return python;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await prepareJudges(fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, ''));
}
