import { describe, expect, it } from 'vitest';
import type { Clock, Timer } from '../../core/clock.ts';
import { TimerHeap } from './timer-heap.ts';

/** A clock that stands still until a time is set; it has one hand more than the heap may use. */
class SettableClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ readonly at: number; readonly callback: () => void }>();

  get timers(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  setTimer(at: number, callback: () => void): Timer {
    const timer = { at, callback };
    this.#timers.add(timer);
    return { cancel: () => this.#timers.delete(timer) };
  }

  set(now: number): void {
    this.#now = now;
    for (const timer of [...this.#timers]) {
      if (timer.at > now || !this.#timers.delete(timer)) continue;
      timer.callback();
    }
  }
}

describe('TimerHeap', () => {
  it('fires in order of time, then in the order of setting, on one timer of the clock', () => {
    const clock = new SettableClock();
    const heap = new TimerHeap(clock);
    const fired: string[] = [];
    for (const at of [30, 10, 20, 10]) heap.set(at, () => fired.push(`${at}`));
    heap.set(10, () => fired.push('10 last'));

    expect(clock.timers).toBe(1);
    clock.set(20);
    expect(fired).toEqual(['10', '10', '10 last', '20']);
    clock.set(30);

    expect(fired.at(-1)).toBe('30');
    expect(clock.timers).toBe(0);
  });

  it('does not fire what was cancelled, however many there are', () => {
    const clock = new SettableClock();
    const heap = new TimerHeap(clock);
    const fired: number[] = [];
    const timers = Array.from({ length: 1000 }, (_, i) => heap.set((i * 7919) % 1000, () => fired.push((i * 7919) % 1000)));
    for (const [index, timer] of timers.entries()) if (index % 3 !== 0) timer.cancel();

    clock.set(1000);

    expect(fired).toHaveLength(334);
    expect(fired).toEqual(fired.toSorted((a, b) => a - b));
  });

  it('takes timers that are set while it fires', () => {
    const clock = new SettableClock();
    const heap = new TimerHeap(clock);
    const fired: string[] = [];
    heap.set(5, () => {
      fired.push('first');
      heap.set(5, () => fired.push('at once'));
      heap.set(6, () => fired.push('later'));
    });

    clock.set(5);
    expect(fired).toEqual(['first', 'at once']);
    clock.set(6);

    expect(fired).toEqual(['first', 'at once', 'later']);
  });
});
