import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './progress.mjs';
import { run } from './run.mjs';
import { fingerprint, Stamp } from './stamp.mjs';

const SOURCES = ['apps/infra', 'apps/evaluator-lambda', 'apps/lifecycle-lambda', 'libs/asl', 'ml'];

/** Where `nx synth infra` leaves the core template. */
export const TEMPLATE = 'apps/infra/dist/ml-pipeline.template.json';

/** Synthesises the CloudFormation template when something it is made from has changed. */
export async function prepareTemplate(root, node) {
  const stamp = new Stamp(join(root, 'apps/infra/dist/.stepmaker-ready'), fingerprint(root, SOURCES));
  if (stamp.isCurrent() && existsSync(join(root, TEMPLATE))) return;
  await step('CloudFormation template (nx synth infra)', async () => {
    stamp.remove();
    await run(node, [join(root, 'node_modules/nx/dist/bin/nx.js'), 'synth', 'infra', '--outputStyle=stream'], {
      cwd: root,
      env: nodeFirst(root),
    });
    stamp.write();
  });
}

/** The environment in which `node` is the project's own Node, and Nx leaves no daemon behind. */
export function nodeFirst(root) {
  const path = [join(root, 'node_modules/node/bin'), join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(':');
  return { ...process.env, PATH: path, NX_DAEMON: 'false', NX_TUI: 'false' };
}
