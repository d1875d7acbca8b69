import type { Clock, Timer } from '../src/core/clock.ts';

/** A clock that moves as the test says, and fires the timers that this makes due; time passes on it otherwise too. */
export class SettableClock implements Clock {
  #ahead = 0;
  readonly #waiting = new Set<{ readonly at: number; readonly fire: () => void }>();

  now(): number {
    return Date.now() + this.#ahead;
  }

  /** How many timers are set. */
  get timers(): number {
    return this.#waiting.size;
  }

  setTimer(at: number, callback: () => void): Timer {
    let handle: NodeJS.Timeout | undefined;
    const waiting = {
      at,
      fire: (): void => {
        clearTimeout(handle);
        this.#waiting.delete(waiting);
        callback();
      },
    };
    this.#waiting.add(waiting);
    const wait = (): void => {
      const left = at - this.now();
      if (left <= 0) waiting.fire();
      else handle = setTimeout(wait, Math.min(left, 1_000_000)).unref();
    };
    handle = setTimeout(wait, Math.max(0, Math.min(at - this.now(), 1_000_000))).unref();
    return {
      cancel: () => {
        clearTimeout(handle);
        this.#waiting.delete(waiting);
      },
    };
  }

  /** Puts the clock forward. */
  advance(millis: number): void {
    this.#ahead += millis;
    for (const waiting of [...this.#waiting]) if (waiting.at <= this.now()) waiting.fire();
  }
}
