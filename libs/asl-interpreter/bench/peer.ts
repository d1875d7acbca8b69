import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const PEER = 'aws-local-stepfunctions@3';

/** A state machine of the engine that we measure ourselves against. */
export interface PeerMachine {
  run(input: unknown): { readonly result: Promise<unknown> };
}

/** Loads the peer, installing it into a cache directory of its own when it is not there yet: it is no dependency of ours. */
export function loadPeer(): new (definition: object) => PeerMachine {
  const directory = join(import.meta.dirname, '../../../node_modules/.cache/stepmaker-bench');
  if (!existsSync(join(directory, 'node_modules/aws-local-stepfunctions'))) {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'package.json'), '{"name":"bench","private":true}');
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', PEER], { cwd: directory, stdio: 'inherit' });
  }
  const load = createRequire(join(directory, 'package.json'));
  return (load('aws-local-stepfunctions') as { StateMachine: new (definition: object) => PeerMachine }).StateMachine;
}
