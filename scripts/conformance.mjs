/**
 * Runs a conformance runner against a fresh embedded AWS: `node scripts/conformance.mjs RUNNER.py [its options]`. The runner is given the
 * endpoint; its exit code is this script's.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { SetupError } from './setup/progress.mjs';
import { orExplain, root, setUp } from './setup.mjs';

await orExplain(async () => {
  const [runner, ...options] = process.argv.slice(2);
  if (runner === undefined || !existsSync(runner))
    throw new SetupError(
      `${runner ? `No file ${runner}` : 'No runner is named'}: node scripts/conformance.mjs RUNNER.py [its options]`,
    );
  const { node, python } = await setUp();
  const directory = mkdtempSync(join(tmpdir(), 'stepmaker-conformance-'));
  const server = spawn(
    node,
    [join(root, 'apps/cli/bin/stepmaker.mjs'), 'local', '--no-deploy', '--port', '0', '--data-dir', directory],
    {
      env: { ...process.env, STEPMAKER_PYTHON: python },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise((done) => server.on('close', done));
  try {
    const endpoint = await endpointOf(server);
    const args = [
      resolve(runner),
      '--endpoint',
      endpoint,
      '--include-slow',
      '--lambda',
      '--lambda-runtime',
      'nodejs24.x',
      '--fail-list',
      ...options,
    ];
    const child = spawn(python, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    process.exitCode = await new Promise((done) => child.on('close', (code) => done(code ?? 1)));
  } finally {
    server.kill('SIGTERM');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  }
});

/** The address that the server prints once it listens. */
async function endpointOf(server) {
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /http:\/\/\S+:\d+/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error('the embedded AWS ended before it listened');
}
