import type { Clock, Timer } from './clock.ts';

/** The longest delay that `setTimeout` takes, in milliseconds; longer ones are cut into such pieces. */
const MAX_DELAY = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(epochMillis: number, callback: () => void): Timer {
    let timeout: NodeJS.Timeout;
    const wait = (): void => {
      const left = epochMillis - Date.now();
      timeout = left > MAX_DELAY ? setTimeout(wait, MAX_DELAY) : setTimeout(callback, Math.max(0, left));
      timeout.unref();
    };
    wait();
    return { cancel: () => clearTimeout(timeout) };
  },
};
