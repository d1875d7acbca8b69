/** Time as services see it. Tests inject a virtual one. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `callback` once at `epochMillis` (or at once when that is past). Keeps no process alive by itself. */
  setTimer(epochMillis: number, callback: () => void): Timer;
}

/** A timer that has been set and can be taken back. */
export interface Timer {
  cancel(): void;
}
