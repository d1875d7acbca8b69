import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError, step } from './progress.mjs';
import { run } from './run.mjs';
import { Stamp } from './stamp.mjs';

const NODE_MAJOR = 24;

/** The version a Node binary prints, or undefined when it does not run. */
function versionOf(binary) {
  const probe = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return probe.status === 0 ? probe.stdout.trim().replace(/^v/, '') : undefined;
}

/**
 * Installs the npm packages of the lock file and returns the path of the Node that runs everything else.
 *
 * That Node is the dev dependency `node`. Its install script does not run under `--ignore-scripts` (or npm 12 without `allowScripts`),
 * so it is run here when the binary is missing.
 */
export async function preparePackages(root) {
  const stamp = new Stamp(join(root, 'node_modules/.stepmaker-ready'), [
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
    process.platform,
    process.arch,
  ]);
  if (!stamp.isCurrent()) {
    await step('npm packages', async () => {
      stamp.remove();
      await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root });
      stamp.write();
    });
  }
  return findNode(root);
}

async function findNode(root) {
  const own = join(root, 'node_modules/node/bin/node');
  if (!existsSync(own) || versionOf(own) === undefined) {
    if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
    await step(`Node ${NODE_MAJOR}`, () =>
      run(process.execPath, ['installArchSpecificPackage.js'], { cwd: join(root, 'node_modules/node') }),
    );
  }
  const version = versionOf(own);
  if (version === undefined || Number(version.split('.')[0]) < NODE_MAJOR) {
    throw new SetupError(
      `${own} does not run as Node ${NODE_MAJOR}${version ? ` (it is ${version})` : ''}. Install Node ${NODE_MAJOR} yourself and start again with it, or delete node_modules and start again.`,
    );
  }
  return own;
}
