import type { Clock, Timer } from '../../core/clock.ts';

interface Entry {
  readonly at: number;
  /** Keeps timers of one moment in the order in which they were set. */
  readonly order: number;
  callback: (() => void) | undefined;
}

/** Any number of timers on one timer of the clock: a thousand waiting executions cost a thousand entries of a heap. */
export class TimerHeap {
  readonly #clock: Clock;
  readonly #heap: Entry[] = [];
  #armed: { readonly at: number; readonly timer: Timer } | undefined;
  #order = 0;
  #cancelled = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls back once at a time, or soon when that is past. @param at epoch milliseconds */
  set(at: number, callback: () => void): Timer {
    const entry: Entry = { at, order: this.#order++, callback };
    this.#push(entry);
    this.#arm();
    return {
      cancel: () => {
        if (entry.callback === undefined) return;
        entry.callback = undefined;
        this.#cancelled += 1;
        if (this.#cancelled > 64 && this.#cancelled > this.#heap.length / 2) this.#sweep();
      },
    };
  }

  /** Forgets all timers. */
  stop(): void {
    this.#armed?.timer.cancel();
    this.#armed = undefined;
    this.#heap.length = 0;
  }

  #arm(): void {
    const next = this.#heap[0];
    if (next === undefined || (this.#armed !== undefined && this.#armed.at <= next.at)) return;
    this.#armed?.timer.cancel();
    this.#armed = { at: next.at, timer: this.#clock.setTimer(next.at, () => this.#fire()) };
  }

  #fire(): void {
    this.#armed = undefined;
    const now = this.#clock.now();
    for (let next = this.#heap[0]; next !== undefined && next.at <= now; next = this.#heap[0]) {
      this.#pop();
      const { callback } = next;
      if (callback === undefined) {
        this.#cancelled -= 1;
        continue;
      }
      next.callback = undefined;
      callback();
    }
    this.#arm();
  }

  #sweep(): void {
    const live = this.#heap.filter(({ callback }) => callback !== undefined).sort(before);
    this.#heap.length = 0;
    this.#heap.push(...live);
    this.#cancelled = 0;
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Entry;
      if (before(above, entry) <= 0) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Entry, heap[child] as Entry) < 0) child += 1;
      if (before(last, heap[child] as Entry) <= 0) break;
      heap[index] = heap[child] as Entry;
      index = child;
    }
    heap[index] = last;
  }
}

function before(a: Entry, b: Entry): number {
  return a.at - b.at || a.order - b.order;
}
