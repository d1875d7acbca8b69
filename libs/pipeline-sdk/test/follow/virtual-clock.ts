import type { Clock } from '../../src/core/clock.ts';

/** A virtual clock: a sleep moves it forward at once. */
export class VirtualClock implements Clock {
  #now = 5_000;

  now(): number {
    return this.#now;
  }

  async sleep(millis: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#now += millis;
  }
}

/** Numbers from 0 to 1 that are the same in each run of a test. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
