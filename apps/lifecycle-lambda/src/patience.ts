/** How long one invocation may go on waiting. */
export interface Patience {
  /** Waits a few seconds. */
  readonly pause: () => Promise<unknown>;
  /** True when this invocation must come to an end; another one goes on. */
  readonly isOver: () => boolean;
}

/** The part of Lambda's context that is used. */
export interface LambdaContext {
  readonly functionName: string;
  getRemainingTimeInMillis(): number;
}

/** Past this an invocation comes to its end: Lambda's limit is 15 minutes, and one slow page must still fit. */
const LAST_MILLIS = 120_000;
const PAUSE_MILLIS = 2_000;

/** Everything slow to talk to is retried: control planes throttle hard. */
export const CLIENT_CONFIG = { maxAttempts: 10 };

/** The patience of an invocation. */
export function patienceOf(context: LambdaContext): Patience {
  return {
    pause: () => new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS)),
    isOver: () => context.getRemainingTimeInMillis() < LAST_MILLIS,
  };
}
