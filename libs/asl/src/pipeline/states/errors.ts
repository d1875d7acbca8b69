import type { JsonataCatcher } from '../../language/catch.ts';
import type { Retrier } from '../../language/retry.ts';

/**
 * For single calls: throttling and faults, and refusals with them, since SageMaker's generic exception does not tell the two apart. Few
 * and quick attempts, so that a refusal is not waited for.
 */
export const callRetry: readonly Retrier[] = [
  { ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 2, MaxAttempts: 3, JitterStrategy: 'FULL' },
];

/**
 * For jobs: what kept the job from being started, never that it failed. When the account's quota is used up, other jobs must end first.
 */
export const jobRetry: readonly Retrier[] = [
  {
    ErrorEquals: ['SageMaker.ResourceLimitExceededException'],
    IntervalSeconds: 30,
    MaxAttempts: 8,
    MaxDelaySeconds: 300,
    JitterStrategy: 'FULL',
  },
  {
    ErrorEquals: ['SageMaker.AmazonSageMakerException', 'ThrottlingException'],
    IntervalSeconds: 2,
    MaxAttempts: 3,
    JitterStrategy: 'FULL',
  },
];

/** Goes on after any error, with the error as the next state's input and the step that failed in `$Step`. */
export function catchAll(
  step: string,
  next = 'ExplainFailure',
  assign: JsonataCatcher['Assign'] = {},
): readonly JsonataCatcher[] {
  return [{ ErrorEquals: ['States.ALL'], Assign: { Step: step, ...assign }, Next: next }];
}
