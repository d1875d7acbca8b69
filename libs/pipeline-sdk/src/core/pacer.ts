import { call, isThrottling } from './call.ts';
import { pause } from './pause.ts';

/** How often to look, in milliseconds. */
export interface Pace {
  /** Between looks while something happens. */
  readonly first: number;
  /** Between looks when nothing has happened for long. */
  readonly longest: number;
}

const GROWTH = 1.5;
/** However long AWS asks for fewer calls, it is asked again after this. */
const LONGEST_WHEN_THROTTLED = 60_000;

/** Spaces the looks at something that AWS is doing: often while it moves, seldom while it does not, more seldom when AWS asks for it. */
export class Pacer {
  readonly #pace: Pace;
  readonly #random: () => number;
  #interval: number;
  #throttled = 0;

  constructor(pace: Pace, random: () => number = Math.random) {
    this.#pace = pace;
    this.#random = random;
    this.#interval = pace.first;
  }

  /** Something has happened: look often again. */
  moved(): void {
    this.#interval = this.#pace.first;
  }

  /** Waits until the next look is due. @throws the signal's reason */
  async next(signal?: AbortSignal): Promise<void> {
    const interval = this.#interval;
    this.#interval = Math.min(this.#pace.longest, interval * GROWTH);
    await pause(interval, signal);
  }

  /**
   * A look. One that is throttled is made again, each time after a longer wait, until it succeeds or the signal ends it.
   *
   * @throws AWS's other errors
   */
  async look<Output>(signal: AbortSignal | undefined, send: Parameters<typeof call<Output>>[1]): Promise<Output> {
    for (;;) {
      try {
        const output = await call(signal, send);
        this.#throttled = 0;
        return output;
      } catch (error) {
        if (signal?.aborted || !isThrottling(error)) throw error;
        this.#throttled += 1;
        const ceiling = Math.min(LONGEST_WHEN_THROTTLED, this.#pace.first * 2 ** this.#throttled);
        await pause(ceiling / 2 + (this.#random() * ceiling) / 2, signal);
      }
    }
  }
}
