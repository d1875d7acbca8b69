import type { JsonataCatcher } from '../../language/catch.ts';
import type { Retrier } from '../../language/retry.ts';

/**
 * For single calls: throttling and faults, and refusals with them, since SageMaker's generic exception does not tell the two apart. Three
 * attempts after the first, within 1, 2 and 4 seconds, so that a refusal is not waited for.
 */
export const callRetry: readonly Retrier[] = [{ ErrorEquals: ['States.TaskFailed'], JitterStrategy: 'FULL' }];

/** For jobs: what kept the job from being started, never that it failed. Want of capacity is waited for by states of its own. */
export const jobRetry: readonly Retrier[] = [
  { ErrorEquals: ['SageMaker.AmazonSageMakerException', 'ThrottlingException'], JitterStrategy: 'FULL' },
];

/** Goes on after any error, with the error as the next state's input. `$Step` says what was being done. */
export function catchAll(next: string): readonly JsonataCatcher[] {
  return [{ ErrorEquals: ['States.ALL'], Next: next }];
}
