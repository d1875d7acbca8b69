import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HurriedClock } from './hurried-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a clock that can be hurried', () => {
  it('runs as the machine’s own until it is', () => {
    const clock = new HurriedClock();
    const fired = vi.fn();
    clock.setTimer(clock.now() + 1000, fired);

    vi.advanceTimersByTime(999);
    expect(fired).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);

    expect(fired).toHaveBeenCalledOnce();
  });

  it('brings a timer that waits already sooner, and never runs backwards', () => {
    const clock = new HurriedClock();
    const began = clock.now();
    const fired = vi.fn();
    clock.setTimer(began + 60_000, fired);

    const hurry = clock.hurry(30);
    vi.advanceTimersByTime(2000);
    hurry[Symbol.dispose]();

    expect(fired).toHaveBeenCalledOnce();
    expect(clock.now()).toBe(began + 60_000);
    vi.advanceTimersByTime(10);
    expect(clock.now()).toBe(began + 60_010);
  });

  it('forgets a timer that is taken back', () => {
    const clock = new HurriedClock();
    const fired = vi.fn();
    clock.setTimer(clock.now() + 10, fired).cancel();

    vi.advanceTimersByTime(100);

    expect(fired).not.toHaveBeenCalled();
  });
});
