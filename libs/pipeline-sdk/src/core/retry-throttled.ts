import { call, isThrottling, type Request } from './call.ts';
import { type Clock, systemClock } from './clock.ts';

/** Settings for retries of throttled requests. */
export interface ThrottlingOptions {
  /** @default - the machine's */
  readonly clock?: Clock;
  /** Returns a number from 0 to 1. @default `Math.random` */
  readonly random?: () => number;
  /** Upper limit of the first pause, in milliseconds; it doubles each time. @default 2000 */
  readonly firstPauseMillis?: number;
  /** Called before each pause. */
  readonly onThrottled?: () => void;
}

/** Upper limit of every pause, in milliseconds. */
const MAX_PAUSE_MILLIS = 60_000;

/**
 * Makes a request, and again after growing pauses for as long as AWS throttles it.
 *
 * @throws the signal's reason when it is aborted; AWS's other errors
 */
export async function retryThrottled<Output>(
  signal: AbortSignal | undefined,
  request: Request<Output>,
  { clock = systemClock, random = Math.random, firstPauseMillis = 2000, onThrottled }: ThrottlingOptions = {},
): Promise<Output> {
  for (let limit = firstPauseMillis; ; limit = Math.min(MAX_PAUSE_MILLIS, limit * 2)) {
    try {
      return await call(signal, request);
    } catch (error) {
      if (signal?.aborted || !isThrottling(error)) throw error;
      onThrottled?.();
      await clock.sleep(limit / 2 + (random() * limit) / 2, signal);
    }
  }
}
