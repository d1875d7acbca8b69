/** Time as jobs see it. Tests inject a virtual one. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `callback` once at `epochMillis`, or at once where that is past. Keeps no process alive by itself. */
  setTimer(epochMillis: number, callback: () => void): { cancel(): void };
}

/** The machine's own clock. A timer is at most 24 days ahead, the limit of `setTimeout`. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(epochMillis, callback) {
    const timeout = setTimeout(callback, Math.max(0, epochMillis - Date.now())).unref();
    return { cancel: () => clearTimeout(timeout) };
  },
};
