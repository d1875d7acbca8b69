import type { StateFailure } from '../state-failure.ts';

/** Errors that `States.ALL` leaves alone. */
const TERMINAL: ReadonlySet<string | undefined> = new Set(['States.DataLimitExceeded', 'States.Runtime']);

/**
 * Whether a Retrier or Catcher is for a failure.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function matchesError(errorEquals: readonly string[], failure: StateFailure): boolean {
  const { error } = failure;
  return errorEquals.some((name) => {
    if (name === error) return true;
    if (name === 'States.ALL') return !TERMINAL.has(error);
    if (name === 'States.Timeout') return error === 'States.HeartbeatTimeout';
    if (name === 'States.TaskFailed')
      return error !== 'States.Timeout' && error !== 'States.HeartbeatTimeout' && !TERMINAL.has(error);
    return false;
  });
}
