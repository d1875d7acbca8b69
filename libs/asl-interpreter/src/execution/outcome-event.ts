import type { ExecutionOutcome } from '../contract/turn.ts';
import type { HistoryRecorder } from '../history/history-recorder.ts';

/** Writes the event that ends an execution. */
export function outcomeEvent(history: HistoryRecorder, last: number, outcome: ExecutionOutcome): void {
  switch (outcome.status) {
    case 'SUCCEEDED':
      history.addLast('ExecutionSucceeded', last, { executionSucceededEventDetails: { output: outcome.outputText } });
      return;
    case 'FAILED':
      history.addLast('ExecutionFailed', last, { executionFailedEventDetails: reasonOf(outcome) });
      return;
    case 'TIMED_OUT':
      history.addLast('ExecutionTimedOut', last, { executionTimedOutEventDetails: reasonOf(outcome) });
      return;
    case 'ABORTED':
      history.addLast('ExecutionAborted', last, { executionAbortedEventDetails: reasonOf(outcome) });
  }
}

/** Error and cause, each where there is one. */
export function reasonOf(of: { readonly error?: string | undefined; readonly cause?: string | undefined }): {
  readonly error?: string;
  readonly cause?: string;
} {
  return { ...(of.error === undefined ? {} : { error: of.error }), ...(of.cause === undefined ? {} : { cause: of.cause }) };
}
