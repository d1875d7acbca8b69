import type { Clock, Timer } from '../core/clock.ts';

/** One timer for many appointments: each has a key, and the moment at which it is due. */
export class Ticker {
  readonly #clock: Clock;
  readonly #due = new Map<string, { readonly at: number; readonly work: (at: number) => void }>();
  #timer: { readonly at: number; readonly timer: Timer } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Makes or moves an appointment. */
  set(key: string, at: number, work: (at: number) => void): void {
    this.#due.set(key, { at, work });
    this.#arm();
  }

  /** Takes an appointment back. */
  cancel(key: string): void {
    this.#due.delete(key);
  }

  /** Takes all back. */
  stop(): void {
    this.#due.clear();
    this.#timer?.timer.cancel();
    this.#timer = undefined;
  }

  #arm(): void {
    const next = Math.min(...[...this.#due.values()].map(({ at }) => at));
    if (!Number.isFinite(next) || (this.#timer !== undefined && this.#timer.at <= next)) return;
    this.#timer?.timer.cancel();
    this.#timer = { at: next, timer: this.#clock.setTimer(next, () => this.#ring()) };
  }

  #ring(): void {
    this.#timer = undefined;
    const now = this.#clock.now();
    const due = [...this.#due].filter(([, { at }]) => at <= now).sort(([, left], [, right]) => left.at - right.at);
    for (const [key, { at, work }] of due) {
      this.#due.delete(key);
      work(at);
    }
    this.#arm();
  }
}
