import type { Clock } from './clock.ts';
import type { JobExit, JobProcess } from './job-process.ts';

/** End of a container's run. `lost`: killed from outside, so that its exit code is unknown. */
export type ContainerEnd =
  | { readonly type: 'exited'; readonly code: number }
  | { readonly type: 'stopped' }
  | { readonly type: 'timed-out' }
  | { readonly type: 'lost' };

/** Conditions that end a container early. */
export interface EndConditions {
  readonly clock: Clock;
  /** Milliseconds from SIGTERM to SIGKILL. */
  readonly graceMillis: number;
  /** Stops the container when it is aborted. */
  readonly stop: AbortSignal;
  /** Time limit of the container, in epoch milliseconds. @default - no limit */
  readonly deadline?: number;
}

/** Waits until a container has ended: by itself, by `stop`, or at its deadline. */
export async function waitForEnd(
  process: JobProcess,
  { clock, graceMillis, stop, deadline }: EndConditions,
): Promise<ContainerEnd> {
  let cause: 'stopped' | 'timed-out' | undefined;
  const endBy = (why: 'stopped' | 'timed-out'): void => {
    cause ??= why;
    void process.stop(clock, graceMillis);
  };
  const onStop = (): void => endBy('stopped');
  const timer = deadline === undefined ? undefined : clock.setTimer(deadline, () => endBy('timed-out'));
  if (stop.aborted) onStop();
  else stop.addEventListener('abort', onStop, { once: true });
  const exit = await process.exited;
  timer?.cancel();
  stop.removeEventListener('abort', onStop);
  return cause === undefined ? endOf(exit) : { type: cause };
}

/** The end of a container that nothing ended early. */
export function endOf({ code }: JobExit): ContainerEnd {
  return code === undefined ? { type: 'lost' } : { type: 'exited', code };
}
