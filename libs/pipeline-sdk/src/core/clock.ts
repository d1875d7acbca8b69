import { pause } from './pause.ts';

/** Time and timers. Tests pass one that does not wait. */
export interface Clock {
  /** Milliseconds since a moment that stays the same. */
  now(): number;
  /** Waits `millis`. @throws the signal's reason when it is aborted */
  sleep(millis: number, signal?: AbortSignal): Promise<void>;
}

/** Runs on through changes of the machine's time of day. */
export const systemClock: Clock = { now: () => performance.now(), sleep: pause };
