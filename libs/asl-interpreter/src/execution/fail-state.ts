import { leaveThroughCatcher } from '../flow/catch.ts';
import { matchesError } from '../flow/error-match.ts';
import { retry } from '../flow/retry.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import type { StateNode } from '../program/state-node.ts';
import type { StateFailure } from '../state-failure.ts';
import { asFailure } from '../states/data-limit.ts';
import { abortActivity } from './abort-frame.ts';
import type { Frame } from './frame.ts';
import type { Runner } from './runner.ts';

/** Takes a frame away whose state has failed for good. */
export type FrameFailed = (frame: Frame, error: string | undefined, cause: string | undefined) => MaybePromise<void>;

/** A state has failed: it is tried again, left through a Catcher, or takes its frame with it. */
export function failState(runner: Runner, frame: Frame, failure: StateFailure, frameFailed: FrameFailed): MaybePromise<void> {
  const node = frame.state as StateNode;
  abortActivity(runner, frame);
  const cause = recordFailure(runner, frame, node, failure);
  if ('retry' in node) {
    if (retry(runner, frame, node, failure)) return;
    const catcher = node.catch.find((candidate) => matchesError(candidate.errorEquals, failure));
    if (catcher !== undefined) {
      runner.covered(`${node.pointer}/Catch/${node.catch.indexOf(catcher)}`);
      stateFailedEvent(runner, frame, node, failure);
      const failedAgain = (thrown: unknown): MaybePromise<void> => {
        const again = asFailure(thrown);
        return frameFailed(frame, again.error, recordFailure(runner, frame, node, again));
      };
      try {
        const pending = leaveThroughCatcher(runner, frame, node, catcher, failure, cause);
        return pending instanceof Promise ? pending.catch(failedAgain) : pending;
      } catch (thrown) {
        return failedAgain(thrown);
      }
    }
  }
  stateFailedEvent(runner, frame, node, failure);
  return frameFailed(frame, failure.error, cause);
}

/** Records an expression that failed. @returns the cause that the execution reports */
function recordFailure(runner: Runner, frame: Frame, node: StateNode, failure: StateFailure): string | undefined {
  const { error, location } = failure;
  const cause = failure.found
    ? `An error occurred while executing the state '${node.name}' (entered at the event id #${frame.enteredEventId}). ${failure.cause}`
    : failure.cause;
  if (location === undefined) return cause;
  frame.last = runner.history.add('EvaluationFailed', failure.afterEntered ? frame.last : frame.trigger, {
    evaluationFailedEventDetails: {
      error: error as string,
      cause: cause as string,
      ...(location === null ? {} : { location }),
      state: node.name,
    },
  });
  frame.trigger = frame.last;
  return cause;
}

/** Map and Parallel report that they failed, unless it was because the definition and the data do not go together. */
function stateFailedEvent(runner: Runner, frame: Frame, node: StateNode, failure: StateFailure): void {
  if (node.type !== 'Map' && node.type !== 'Parallel') return;
  if (failure.found && failure.error === 'States.Runtime') return;
  frame.last = runner.history.add(`${node.type}StateFailed`, frame.last);
  frame.trigger = frame.last;
}
