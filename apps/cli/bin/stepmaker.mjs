#!/usr/bin/env node
/**
 * The `stepmaker` command: runs the bundle that `nx bundle cli` makes. Started with an older Node, it goes on with the Node 24 of the
 * workspace.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR = 24;
const root = new URL('../../../', import.meta.url);
const bundle = new URL('../dist/bundle/stepmaker.js', import.meta.url);
const ownNode = fileURLToPath(new URL('node_modules/node/bin/node', root));

if (!existsSync(bundle)) {
  refuse('the command has not been built yet: npm run setup builds it');
} else if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) {
  module.enableCompileCache(fileURLToPath(new URL('node_modules/.cache/node', root)));
  await import(bundle);
} else if (existsSync(ownNode)) {
  const child = spawn(ownNode, process.argv.slice(1), { stdio: 'inherit' });
  // The terminal sends Ctrl-C to the whole group: the child ends by itself, and this process waits for its exit code.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
  child.on('close', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
} else {
  refuse(`Node ${process.versions.node} is too old: version ${NODE_MAJOR} or newer is needed (npm run setup installs one)`);
}

function refuse(reason) {
  process.stderr.write(`stepmaker: ${reason}\n`);
  process.exitCode = 1;
}
