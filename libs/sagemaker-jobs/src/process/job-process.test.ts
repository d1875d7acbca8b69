import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from './clock.ts';
import { JobProcess } from './job-process.ts';
import { isAlive, readProcessIdentity } from './supervisor.ts';

let directory: string;
let run: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stepmaker-process-'));
  run = join(directory, 'run');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** Runs a shell script; its `$1` is the run directory. */
function start(script: string): JobProcess {
  return JobProcess.start(run, {
    argv: ['/bin/sh', '-c', script, 'job', run],
    environment: { PATH: '/usr/bin:/bin', GREETING: 'hello' },
    cwd: directory,
  });
}

const log = (): string => readFileSync(join(run, 'log'), 'utf8');

/** Once the job has said so in its log. */
async function said(word: string): Promise<void> {
  for (;;) {
    try {
      if (log().includes(word)) return;
    } catch {
      // no log yet
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z');
  } catch {
    return false;
  }
};

describe('a supervised process', () => {
  it('leaves its output and its exit code behind', async () => {
    const job = start('echo out; echo err >&2; exit 7');

    const exit = await job.exited;

    expect(exit).toEqual({ code: 7 });
    expect(log()).toBe('out\nerr\n');
    expect(JobProcess.adopt(run)).toEqual({ code: 7 });
  });

  it('has the environment it was given and nothing of the server', async () => {
    process.env['STEPMAKER_TEST_SECRET'] = 'secret';

    await start('env').exited;

    expect(log()).toContain('GREETING=hello');
    expect(log()).not.toContain('secret');
  });

  it('reads a command that cannot be found as exit code 127', async () => {
    const job = JobProcess.start(run, { argv: ['/nowhere/train'], environment: {}, cwd: directory });

    expect(await job.exited).toEqual({ code: 127 });
  });

  it('is asked to end with its whole group', async () => {
    const job = start('trap "echo terminated; exit 5" TERM; sleep 1000 & echo "child $!"; echo ready; wait');
    await said('ready');

    const exit = await job.stop(systemClock, 60_000);

    expect(exit).toEqual({ code: 5 });
    expect(log()).toContain('terminated');
    expect(alive(Number(/child (\d+)/.exec(log())?.[1]))).toBe(false);
  });

  it('is killed when it does not end in time, and leaves no exit code', async () => {
    const job = start('trap "" TERM; echo ready; while :; do sleep 1000; done');
    await said('ready');

    const exit = await job.stop(systemClock, 20);

    expect(exit).toEqual({ code: undefined });
  });

  it('ends what its command left running in the group', async () => {
    const job = start('sleep 1000 & echo "child $!"');

    await job.exited;

    expect(alive(Number(/child (\d+)/.exec(log())?.[1]))).toBe(false);
  });

  it('is adopted while it runs, and its exit code is heard of', async () => {
    start('echo ready; while [ ! -e "$1/go" ]; do sleep 0.01; done; exit 3');
    await said('ready');

    const adopted = JobProcess.adopt(run);

    if (!(adopted instanceof JobProcess)) throw new Error('the process was not adopted');
    await start2('touch "$1/go"');
    expect(await adopted.exited).toEqual({ code: 3 });
  });

  it('is not adopted when another process has its id', async () => {
    const job = start('echo ready; sleep 1000');
    await said('ready');
    const identity = readProcessIdentity(run);
    if (identity === undefined) throw new Error('the supervisor did not say who it is');

    expect(isAlive(identity)).toBe(true);
    expect(isAlive({ ...identity, started: '1' })).toBe(false);
    expect(isAlive({ ...identity, boot: identity.boot && 'another boot' })).toBe(identity.boot === '');

    job.kill();
    await job.exited;
    expect(JobProcess.adopt(run)).toBeUndefined();
  });
});

/** A helper process beside the job, which leaves the run directory alone. */
function start2(script: string): Promise<unknown> {
  return JobProcess.start(join(directory, 'other'), {
    argv: ['/bin/sh', '-c', script, 'other', run],
    environment: { PATH: '/usr/bin:/bin' },
    cwd: directory,
  }).exited;
}
