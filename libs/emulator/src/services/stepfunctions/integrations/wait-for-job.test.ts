import { describe, expect, it } from 'vitest';
import { JobEvents } from '../../../core/job-events.ts';
import { STOPPED_WAITING, type TaskRun } from './task-run.ts';
import { waitForJob } from './wait-for-job.ts';

const ARN = 'arn:aws:sagemaker:us-east-1:000000000000:training-job/a';

/** A job whose status the test sets, and the run that waits for it. */
function bench() {
  const jobEvents = new JobEvents();
  const timers = new Set<() => void>();
  const abort = new AbortController();
  const job = { status: 'InProgress', looks: 0, stopped: false };
  const run = {
    signal: abort.signal,
    runtime: {
      jobEvents,
      log: () => {},
      clock: {
        now: () => 0,
        setTimer: (_at: number, callback: () => void) => {
          timers.add(callback);
          return { cancel: () => timers.delete(callback) };
        },
      },
    },
  } as unknown as TaskRun;
  const waiting = (): Promise<{ status: string }> =>
    waitForJob(run, {
      arn: ARN,
      describe: async () => {
        job.looks += 1;
        return { status: job.status };
      },
      isRunning: ({ status }) => status === 'InProgress',
      stop: async () => {
        job.stopped = true;
      },
    });
  return { jobEvents, timers, abort, job, waiting };
}

describe('waitForJob', () => {
  it('receives the end by the event', async () => {
    const { jobEvents, job, waiting, timers } = bench();
    const ended = waiting();
    await Promise.resolve();
    job.status = 'Completed';
    jobEvents.emit(ARN, 'Completed');

    expect(await ended).toEqual({ status: 'Completed' });
    expect(timers.size).toBe(0);
  });

  it('is done at once with a job that has ended before', async () => {
    const { job, waiting } = bench();
    job.status = 'Failed';

    expect(await waiting()).toEqual({ status: 'Failed' });
    expect(job.looks).toBe(1);
  });

  it('looks by itself at a job that ends in silence', async () => {
    const { job, waiting, timers } = bench();
    const ended = waiting();
    await new Promise((resolve) => setImmediate(resolve));
    job.status = 'Completed';
    for (const fire of [...timers]) fire();

    expect(await ended).toEqual({ status: 'Completed' });
  });

  it('stops the job when no one waits any more, and leaves it alone when the server goes down', async () => {
    const cancelled = bench();
    void cancelled.waiting();
    cancelled.abort.abort(STOPPED_WAITING);
    const goingDown = bench();
    void goingDown.waiting();
    goingDown.abort.abort('the server stops');

    expect(cancelled.job.stopped).toBe(true);
    expect(goingDown.job.stopped).toBe(false);
    expect(goingDown.timers.size).toBe(0);
  });
});
