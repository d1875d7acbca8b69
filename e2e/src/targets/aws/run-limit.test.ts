import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunLimit } from './run-limit.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the time limit of a run on AWS', () => {
  it('takes everything away when the time is over, and lets nothing new begin', async () => {
    const removeAll = vi.fn(async () => {});
    const limit = new RunLimit(60_000, removeAll);
    limit.check();

    vi.advanceTimersByTime(60_000);

    expect(removeAll).toHaveBeenCalledOnce();
    expect(() => limit.check()).toThrow('The time of this run is over');
    await limit[Symbol.asyncDispose]();
    expect(removeAll).toHaveBeenCalledOnce();
  });

  it('says at the end what could not be taken away', async () => {
    const limit = new RunLimit(60_000, async () => {
      throw new Error('endpoint x is left');
    });

    await expect(limit[Symbol.asyncDispose]()).rejects.toThrow('endpoint x is left');
  });
});
