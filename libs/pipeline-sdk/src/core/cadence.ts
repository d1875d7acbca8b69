import type { Clock } from './clock.ts';

/** Milliseconds between two looks at something that changes by itself. */
export interface Pace {
  /** Milliseconds between looks while the last change is recent. */
  readonly soon: number;
  /** Afterwards. */
  readonly between: number;
  /** Maximum interval in milliseconds, however long nothing has changed. */
  readonly maxInterval: number;
  /** Part of the time without a change that passes until the next look, once that is longer than `between`. */
  readonly quietPart: number;
}

/** Milliseconds during which a change is recent. */
const RECENT = 500;

/** Part of an interval that is left out at random, so that clients that were started together do not look together. */
const JITTER = 1 / 10;

/**
 * When to look again: soon after a change, since changes come in bursts, then at an even pace, and less often the longer nothing changes.
 * The first look is due at once.
 */
export class Cadence {
  readonly #pace: Pace;
  readonly #clock: Clock;
  readonly #random: () => number;
  #changedAt: number;
  #dueAt: number;

  constructor(pace: Pace, clock: Clock, random: () => number = Math.random) {
    this.#pace = pace;
    this.#clock = clock;
    this.#random = random;
    this.#changedAt = clock.now();
    this.#dueAt = this.#changedAt;
  }

  /** Time of the clock at which the next look is due. */
  get dueAt(): number {
    return this.#dueAt;
  }

  /** Sets the time of the next look, after one that found a change or none. */
  looked(changed: boolean): void {
    const now = this.#clock.now();
    if (changed) this.#changedAt = now;
    const { soon, between, maxInterval, quietPart } = this.#pace;
    const quiet = now - this.#changedAt;
    const interval = quiet < RECENT ? soon : Math.min(maxInterval, Math.max(between, quiet * quietPart));
    this.#dueAt = now + interval * (1 - JITTER * this.#random());
  }
}
