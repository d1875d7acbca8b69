import { join } from 'node:path';
import { step } from './progress.mjs';
import { run } from './run.mjs';

/** Longer than Nx needs to find that nothing has changed: what takes longer is shown. */
const UNCHANGED_MILLIS = 2_000;

/** Asks Nx for the CloudFormation template and the `stepmaker` command: Nx knows what they are made from, and makes what has changed. */
export async function prepareBuild(root, node) {
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  const targets = ['-t', 'templates', 'bundle', '-p', 'pipeline-artifacts', 'cli'];
  await step(
    'CloudFormation template and command line (nx build pipeline-artifacts, nx bundle cli)',
    () => run(node, [nx, 'run-many', ...targets, '--outputStyle=static'], { cwd: root, env: nodeFirst(root) }),
    { quietMillis: UNCHANGED_MILLIS },
  );
}

/**
 * The environment in which `node` is the project's own Node, and Nx leaves no daemon behind. Its plugins run in its own process: starting one for
 * each takes longer than all that they do.
 */
export function nodeFirst(root) {
  const path = [join(root, 'node_modules/node/bin'), join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(':');
  return { ...process.env, PATH: path, NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_TUI: 'false' };
}
