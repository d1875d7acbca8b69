import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRunDirectory, processesBelow, sweepKilledRuns } from './run-directory.ts';

/** A process id that no process has: the highest that systems give, and one more. */
const UNUSED_PID = 4_194_305;

let runs: string;

beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), 'stepmaker-e2e-test-'));
});
afterEach(() => rmSync(runs, { recursive: true, force: true }));

function run(name: string, owner: number): string {
  const path = join(runs, name);
  mkdirSync(path);
  writeFileSync(join(path, 'owner'), String(owner));
  return path;
}

describe('the sweep of killed runs', () => {
  it('ends the processes of a run whose owner no longer exists, and removes its directory', async () => {
    const path = run('run-killed', UNUSED_PID);
    const left = spawn('sleep', ['600'], { env: { ...process.env, HOME: `${path}/data` }, detached: true });
    const ended = new Promise((resolve) => left.once('exit', (_, signal) => resolve(signal)));

    const swept = await sweepKilledRuns(runs);

    expect(swept).toEqual(['run-killed']);
    expect(await ended).toBe('SIGKILL');
    expect(processesBelow(path)).toEqual([]);
    expect(existsSync(path)).toBe(false);
  });

  it('leaves a run alone that continues', async () => {
    const path = run('run-alive', process.pid);

    expect(await sweepKilledRuns(runs)).toEqual([]);

    expect(existsSync(path)).toBe(true);
  });

  it('has nothing to do without a run', async () => {
    expect(await sweepKilledRuns(join(runs, 'none'))).toEqual([]);
  });
});

describe('the directory of a run', () => {
  it('goes with the run', async () => {
    const made = makeRunDirectory();
    writeFileSync(join(made.path, 'file'), '');

    await made[Symbol.asyncDispose]();

    expect(existsSync(made.path)).toBe(false);
  });
});
