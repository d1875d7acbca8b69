/** Time that one invocation may continue waiting. */
export interface Patience {
  /** Waits a few seconds. */
  readonly pause: () => Promise<unknown>;
  /** True when this invocation must come to an end; another one continues. */
  readonly isOver: () => boolean;
  /** The time, in epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds during which logs may arrive after the end of their source. */
  readonly lateMillis: number;
}

/** The part of Lambda's context that is used. */
export interface LambdaContext {
  readonly functionName: string;
  getRemainingTimeInMillis(): number;
}

/** Past this an invocation comes to its end: Lambda's limit is 15 minutes, and one slow page must still fit. */
const LAST_MILLIS = 120_000;
const PAUSE_MILLIS = 2_000;
/** SageMaker ships the last lines of an endpoint about a minute late, and makes the log group again for them. Deliveries to S3 end within it too. */
const LATE_MILLIS = 75_000;

/** Settings of every client. */
export interface ClientConfig {
  readonly maxAttempts?: number;
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Everything slow to talk to is retried: control planes throttle hard. */
export const CLIENT_CONFIG: ClientConfig = { maxAttempts: 10 };

/** The patience of an invocation. */
export function patienceOf(context: LambdaContext): Patience {
  return {
    pause: () => new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS)),
    isOver: () => context.getRemainingTimeInMillis() < LAST_MILLIS,
    now: Date.now,
    // Set where something else than AWS answers: only AWS ships lines late.
    lateMillis: process.env['AWS_ENDPOINT_URL'] ? 0 : LATE_MILLIS,
  };
}
