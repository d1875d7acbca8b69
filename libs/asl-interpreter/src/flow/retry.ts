import type { Frame } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import type { ResultCommon, Retrier } from '../program/state-node.ts';
import type { StateFailure } from '../state-failure.ts';
import { matchesError } from './error-match.ts';

/** The Retrier for a failure that still has attempts left, and how long to wait. The first that matches decides. */
export function chooseRetry(
  retriers: readonly Retrier[],
  counts: readonly number[],
  failure: StateFailure,
  random: () => number,
): { readonly index: number; readonly delaySeconds: number } | undefined {
  const index = retriers.findIndex((retrier) => matchesError(retrier.errorEquals, failure));
  const retrier = retriers[index];
  const count = counts[index] ?? 0;
  if (retrier === undefined || count >= retrier.maxAttempts) return undefined;
  const delay = backoffSeconds(retrier, count);
  return { index, delaySeconds: retrier.fullJitter ? random() * delay : delay };
}

/** Maximum pause without MaxDelaySeconds. */
const MAX_PAUSE = 31_622_400;

/** Returns the pause of a Retrier before an attempt, without jitter. `count` is how often it was used before. */
export function backoffSeconds(retrier: Retrier, count: number): number {
  const delay = retrier.intervalSeconds * retrier.backoffRate ** count;
  return Math.min(delay, retrier.maxDelaySeconds ?? MAX_PAUSE);
}

/** Pauses the frame before another attempt, if one of its state's Retriers is for the failure. */
export function retry(runner: Runner, frame: Frame, node: ResultCommon, failure: StateFailure): boolean {
  const { retry: retriers } = node;
  frame.retrierCounts ??= retriers.map(() => 0);
  const chosen = chooseRetry(retriers, frame.retrierCounts, failure, () => runner.random.number());
  if (chosen === undefined) return false;
  frame.retrierCounts[chosen.index] = (frame.retrierCounts[chosen.index] as number) + 1;
  frame.retryCount += 1;
  runner.covered(`${node.pointer}/Retry/${chosen.index}`);
  frame.activity = {
    kind: 'retry',
    timerId: runner.pending.startTimer(frame, runner.now + Math.round(chosen.delaySeconds * 1000), 'retry'),
  };
  return true;
}
