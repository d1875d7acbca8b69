import { call, isThrottling, type Request } from '../core/call.ts';
import { pause } from '../core/pause.ts';
import type { CallOptions } from '../execution/pipeline-execution.ts';

/** Retries of an invocation: only when the model is not ready or AWS asks for fewer calls. */
export interface RetryOptions {
  /** All tries, the first included. @default 8 */
  readonly maxAttempts?: number;
  /** The longest wait before the second try, in milliseconds; it doubles, and the wait is drawn at random below it. @default 100 */
  readonly baseDelayMillis?: number;
  /** @default 10000 */
  readonly maxDelayMillis?: number;
}

/** Makes a call, and makes it again where that is safe and of use. @throws AWS's last error */
export async function withRetries<Output>(
  request: Request<Output>,
  { signal }: CallOptions,
  { maxAttempts = 8, baseDelayMillis = 100, maxDelayMillis = 10_000 }: RetryOptions = {},
): Promise<Output> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call(signal, request);
    } catch (error) {
      const again = (error as Error).name === 'ModelNotReadyException' || isThrottling(error);
      if (attempt >= maxAttempts || !again || signal?.aborted) throw error;
      const ceiling = Math.min(maxDelayMillis, baseDelayMillis * 2 ** (attempt - 1));
      await pause(Math.random() * ceiling, signal);
    }
  }
}
