/** Options of AWS clients beside a command. */
export interface SendOptions {
  readonly abortSignal?: AbortSignal;
}

/** One request to AWS: a command, sent with these options. */
export type Request<Output> = (options: SendOptions) => Promise<Output>;

/** Makes a request, paced and retried as the caller has it. */
export type Send = <Output>(request: Request<Output>) => Promise<Output>;

/**
 * Makes a call to AWS that a signal can end.
 *
 * @throws the signal's reason when it is aborted, before the call or during it; otherwise AWS's own error
 */
export async function call<Output>(signal: AbortSignal | undefined, request: Request<Output>): Promise<Output> {
  signal?.throwIfAborted();
  try {
    return await request(signal ? { abortSignal: signal } : {});
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw error;
  }
}

/** Whether AWS asks for fewer calls. */
export function isThrottling(error: unknown): boolean {
  const { name = '', $metadata, $retryable } = (error ?? {}) as AwsErrorLike;
  return THROTTLING.test(name) || $metadata?.httpStatusCode === 429 || $retryable?.throttling === true;
}

const THROTTLING = /^(Throttl|TooManyRequests|RequestLimitExceeded|RequestThrottled|SlowDown|BandwidthLimitExceeded)/;

interface AwsErrorLike {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $retryable?: { readonly throttling?: boolean };
}
