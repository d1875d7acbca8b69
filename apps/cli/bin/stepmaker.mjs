#!/usr/bin/env node
/**
 * The `stepmaker` command: runs the bundle that `nx bundle cli` makes. Started with an older Node, it continues with the Node 24 of the
 * workspace.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const NODE_MAJOR = 24;

/**
 * A server makes much short-lived garbage, which V8 would let pile up to three times 16 MiB before it looks: 60 MiB more after a busy
 * minute, to no gain in time. V8 takes the size at its start alone, so a process that serves starts itself anew, and only that: starting
 * twice takes time. `src/local/detach.ts` starts its server with the same flags.
 */
const SERVER_FLAGS = ['--max-semi-space-size=4', '--disable-warning=ExperimentalWarning'];
const FLAGS = ['start', 'local'].includes(process.argv[2]) ? SERVER_FLAGS : [];

const root = new URL('../../../', import.meta.url);
const bundle = new URL('../dist/bundle/stepmaker.js', import.meta.url);
const ownNode = fileURLToPath(new URL('node_modules/node/bin/node', root));
const isNewEnough = Number(process.versions.node.split('.')[0]) >= NODE_MAJOR;

if (!existsSync(bundle)) {
  refuse('the command has not been built yet: npm run setup builds it');
} else if (isNewEnough && FLAGS.every((flag) => process.execArgv.includes(flag))) {
  module.enableCompileCache(fileURLToPath(new URL('node_modules/.cache/node', root)));
  await import(bundle);
} else if (isNewEnough || existsSync(ownNode)) {
  goOnWith(isNewEnough ? process.execPath : ownNode);
} else {
  refuse(`Node ${process.versions.node} is too old: version ${NODE_MAJOR} or newer is needed (npm run setup installs one)`);
}

/** Continues in the same process where the system can do that, otherwise in a child process. */
function goOnWith(node) {
  const args = [...process.execArgv, ...FLAGS, ...process.argv.slice(1)];
  if (process.execve !== undefined && process.platform !== 'win32') {
    process.removeAllListeners('warning');
    process.execve(node, [node, ...args], process.env);
  }
  const child = spawn(node, args, { stdio: 'inherit' });
  // The terminal sends Ctrl-C to the whole group: the child ends by itself, and this process waits for its exit code.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
  child.on('close', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
}

function refuse(reason) {
  process.stderr.write(`stepmaker: ${reason}\n`);
  process.exitCode = 1;
}
