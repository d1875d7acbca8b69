import { STOPPED_WAITING, type TaskRun } from './task-run.ts';

/** A job that a `.sync` integration waits for. */
export interface AwaitedJob<Description> {
  readonly arn: string;
  readonly describe: () => Promise<Description>;
  readonly isRunning: (description: Description) => boolean;
  /** Called when the task was cancelled: Step Functions stops a job that no one waits for. */
  readonly stop: () => Promise<unknown>;
}

/** Interval between looks at a job besides its events, in milliseconds. */
const LOOK_EVERY = 5_000;

/**
 * Waits until a job has ended: its service's events arrive within milliseconds, and it is looked at now and then in case one is missing.
 *
 * @returns the job's last description; the promise never settles once the task was cancelled or the server stops
 */
export function waitForJob<Description>(run: TaskRun, job: AwaitedJob<Description>): Promise<Description> {
  const { jobEvents, clock, log } = run.runtime;
  return new Promise((resolve, reject) => {
    let looking = false;
    let again = false;
    let timer = clock.setTimer(clock.now() + LOOK_EVERY, () => void look());
    const unsubscribe = jobEvents.subscribe(job.arn, () => void look());
    const finish = (): void => {
      timer.cancel();
      unsubscribe();
      run.signal.removeEventListener('abort', cancelled);
    };
    const cancelled = (): void => {
      finish();
      if (run.signal.reason !== STOPPED_WAITING) return;
      job.stop().catch((error: unknown) => log('debug', `${job.arn} was not stopped: ${(error as Error).message}`));
    };
    const look = async (): Promise<void> => {
      if (run.signal.aborted) return;
      if (looking) {
        again = true;
        return;
      }
      looking = true;
      try {
        const description = await job.describe();
        looking = false;
        if (run.signal.aborted) return;
        if (!job.isRunning(description)) {
          finish();
          resolve(description);
        } else if (again) {
          again = false;
          await look();
        } else {
          timer.cancel();
          timer = clock.setTimer(clock.now() + LOOK_EVERY, () => void look());
        }
      } catch (error) {
        finish();
        reject(error);
      }
    };
    if (run.signal.aborted) {
      cancelled();
      return;
    }
    run.signal.addEventListener('abort', cancelled);
    void look();
  });
}
