import type { ErrorName } from './error-name.ts';

/** Whether the waits between attempts are spread at random: `FULL` draws each from 0 to the computed wait. */
export const JitterStrategy = {
  FULL: 'FULL',
  NONE: 'NONE',
} as const;
export type JitterStrategy = (typeof JitterStrategy)[keyof typeof JitterStrategy];

/**
 * One element of `Retry`: which errors to try again, how often, and how long to wait.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 */
export interface Retrier {
  readonly Comment?: string;
  /** `States.ALL` must stand alone, in the last retrier. */
  readonly ErrorEquals: readonly ErrorName[];
  /** The wait before the first retry, in seconds. @default 1 */
  readonly IntervalSeconds?: number;
  /** Maximum number of retries; 0 never retries. @default 3 */
  readonly MaxAttempts?: number;
  /** Factor between one wait and the next; at least 1. @default 2 */
  readonly BackoffRate?: number;
  /** The longest wait, in seconds. @default - none */
  readonly MaxDelaySeconds?: number;
  /** @default `NONE` */
  readonly JitterStrategy?: JitterStrategy;
}
