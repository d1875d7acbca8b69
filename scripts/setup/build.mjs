import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './progress.mjs';
import { run } from './run.mjs';
import { fingerprint, Stamp } from './stamp.mjs';

const SOURCES = ['apps', 'libs', 'ml'];

/** What is built: the core template, which `nx synth infra` writes, and the bundled command, which `nx bundle cli` writes. */
const RESULTS = ['apps/infra/dist/ml-pipeline.template.json', 'apps/cli/dist/bundle/stepmaker.js'];

/** Builds the CloudFormation template and the `stepmaker` command when something they are made from has changed. */
export async function prepareBuild(root, node) {
  const stamp = new Stamp(join(root, 'node_modules/.stepmaker-built'), [
    ...fingerprint(root, SOURCES),
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  ]);
  if (stamp.isCurrent() && RESULTS.every((file) => existsSync(join(root, file)))) return;
  await step('CloudFormation template and command line (nx synth infra, nx bundle cli)', async () => {
    stamp.remove();
    const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
    await run(node, [nx, 'run-many', '-t', 'synth', 'bundle', '-p', 'infra', 'cli', '--outputStyle=static'], {
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
