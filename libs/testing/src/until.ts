/** Limits of {@link until}. */
export interface UntilOptions {
  /** Milliseconds between two questions: 10. */
  readonly pauseMillis?: number;
  /** Milliseconds after which it gives up: by default never, so that the timeout of the test is the limit. */
  readonly limitMillis?: number;
  /** Description of the condition, as a sentence of the error. */
  readonly what?: string;
}

/**
 * Waits for a condition that other processes or the background bring about: asks until the answer is as wanted, and returns that answer.
 *
 * @param isWanted without it, any answer other than `undefined` and `false` is wanted
 * @throws Error with the last answer when `limitMillis` is over
 * @example
 * const job = await until(() => describe('job'), ({ status }) => status === 'Completed');
 */
export function until<T>(ask: () => Promise<T | undefined | false> | T | undefined | false): Promise<T>;
export function until<T>(
  ask: () => Promise<T> | T,
  isWanted: (answer: T) => boolean | Promise<boolean>,
  options?: UntilOptions,
): Promise<T>;
export async function until(
  ask: () => unknown,
  isWanted: (answer: never) => boolean | Promise<boolean> = isThere,
  { pauseMillis = 10, limitMillis = Number.POSITIVE_INFINITY, what = 'what is waited for' }: UntilOptions = {},
): Promise<unknown> {
  const start = performance.now();
  for (;;) {
    const answer = await ask();
    if (await isWanted(answer as never)) return answer;
    if (performance.now() - start > limitMillis)
      throw new Error(`${what}: not within ${limitMillis / 1000} s, last answer ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMillis));
  }
}

function isThere(answer: unknown): boolean {
  return answer !== undefined && answer !== false;
}
