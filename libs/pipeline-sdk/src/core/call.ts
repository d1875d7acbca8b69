/** What AWS clients take beside a command. */
export interface SendOptions {
  readonly abortSignal?: AbortSignal;
}

/**
 * Makes a call to AWS that a signal can end.
 *
 * @throws the signal's reason when it is aborted, before the call or during it; otherwise AWS's own error
 */
export async function call<Output>(
  signal: AbortSignal | undefined,
  send: (options: SendOptions) => Promise<Output>,
): Promise<Output> {
  signal?.throwIfAborted();
  try {
    return await send(signal ? { abortSignal: signal } : {});
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
