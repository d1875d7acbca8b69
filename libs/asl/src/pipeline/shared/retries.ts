import type { Retrier } from '../../language/retry.ts';

/**
 * Retries of single calls: throttling, faults and refusals, since SageMaker's generic exception does not separate them. Three attempts after
 * the first, within 1, 2 and 4 seconds, so that a refusal is reported soon.
 */
export const callRetry: readonly Retrier[] = [{ ErrorEquals: ['States.TaskFailed'], JitterStrategy: 'FULL' }];

/** Retries of a call that asks for instances: a refusal for a quota, or for a type that the region lacks, is reported at once. */
export const instanceCallRetry: readonly Retrier[] = [
  { ErrorEquals: ['SageMaker.ResourceLimitExceededException'], MaxAttempts: 0, JitterStrategy: 'FULL' },
  ...callRetry,
];

/** Retries of jobs: only what kept the job from being started. Missing capacity is waited for by states of the machine. */
export const jobRetry: readonly Retrier[] = [
  { ErrorEquals: ['SageMaker.AmazonSageMakerException', 'ThrottlingException'], JitterStrategy: 'FULL' },
];

/** Retries of nested executions: only what kept the execution from being started. A failed execution is not started again. */
export const executionRetry: readonly Retrier[] = [
  {
    ErrorEquals: ['StepFunctions.AWSStepFunctionsException', 'StepFunctions.ExecutionLimitExceededException'],
    JitterStrategy: 'FULL',
  },
];
