/** A timer that has been set. */
interface Timer {
  cancel(): void;
}

/** A timer that waits for its time, however fast that comes. */
interface Waiting {
  readonly epochMillis: number;
  readonly callback: () => void;
  timeout: NodeJS.Timeout | undefined;
}

/** The longest delay that `setTimeout` takes, in milliseconds. */
const MAX_DELAY = 2 ** 31 - 1;

/**
 * A clock for an emulator whose time can be made to run faster: a wait of half a minute is over in half a second, while processes run as
 * fast as they do. It never runs backwards.
 */
export class HurriedClock {
  readonly #waiting = new Set<Waiting>();
  #rate = 1;
  /** The clock's time, and the machine's, when the rate last changed. */
  #since = { clock: Date.now(), machine: Date.now() };

  now(): number {
    return this.#since.clock + (Date.now() - this.#since.machine) * this.#rate;
  }

  setTimer(epochMillis: number, callback: () => void): Timer {
    const waiting: Waiting = { epochMillis, callback, timeout: undefined };
    this.#waiting.add(waiting);
    this.#arm(waiting);
    return {
      cancel: () => {
        clearTimeout(waiting.timeout);
        this.#waiting.delete(waiting);
      },
    };
  }

  /** Lets time run `rate` times as fast until it is disposed. */
  hurry(rate: number): Disposable {
    const before = this.#rate;
    this.#setRate(rate);
    return { [Symbol.dispose]: () => this.#setRate(before) };
  }

  #setRate(rate: number): void {
    this.#since = { clock: this.now(), machine: Date.now() };
    this.#rate = rate;
    for (const waiting of this.#waiting) this.#arm(waiting);
  }

  #arm(waiting: Waiting): void {
    clearTimeout(waiting.timeout);
    const left = Math.max(0, waiting.epochMillis - this.now()) / this.#rate;
    waiting.timeout = setTimeout(
      () => {
        if (this.now() < waiting.epochMillis) return this.#arm(waiting);
        this.#waiting.delete(waiting);
        waiting.callback();
      },
      Math.min(Math.ceil(left), MAX_DELAY),
    );
    waiting.timeout.unref();
  }
}
