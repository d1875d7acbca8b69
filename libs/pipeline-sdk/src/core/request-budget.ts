import type { Request } from './call.ts';
import type { Clock } from './clock.ts';
import { retryThrottled } from './retry-throttled.ts';

/** Limits of a budget. */
export interface RequestAllowance {
  /** Requests per second on average. */
  readonly perSecond: number;
  /** Requests that may be saved up and then made at once. */
  readonly burst: number;
}

/**
 * Requests that a follower may make: a token bucket. It spreads out looks and never refuses a request, so a long history is read page after
 * page; what was spent beyond the allowance delays the looks that follow.
 */
export class RequestBudget {
  readonly #allowance: RequestAllowance;
  readonly #clock: Clock;
  readonly #random: () => number;
  #tokens: number;
  #countedAt: number;

  constructor(allowance: RequestAllowance, clock: Clock, random: () => number) {
    this.#allowance = allowance;
    this.#clock = clock;
    this.#random = random;
    this.#tokens = allowance.burst;
    this.#countedAt = clock.now();
  }

  /** Time of the clock from which the allowance covers one more request. */
  get affordableAt(): number {
    const missing = Math.max(0, 1 - this.#tokens);
    return this.#countedAt + (missing / this.#allowance.perSecond) * 1000;
  }

  /** Makes a request at the budget's expense. One that AWS throttles uses up what was saved, and is made again after a pause. */
  async send<Output>(signal: AbortSignal | undefined, request: Request<Output>): Promise<Output> {
    const counted: Request<Output> = (options) => {
      const now = this.#clock.now();
      const { perSecond, burst } = this.#allowance;
      this.#tokens = Math.min(burst, this.#tokens + ((now - this.#countedAt) / 1000) * perSecond) - 1;
      this.#countedAt = now;
      return request(options);
    };
    const onThrottled = (): void => {
      this.#tokens = Math.min(0, this.#tokens);
    };
    const firstPauseMillis = 2000 / this.#allowance.perSecond;
    return retryThrottled(signal, counted, { clock: this.#clock, random: this.#random, firstPauseMillis, onThrottled });
  }
}
