import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** Source of an execution's events. */
export interface HistorySource {
  /**
   * Gives the events after those that it gave before, oldest first. Waits for them, but not beyond `until`, a time of the follower's
   * clock; gives none where there are none by then.
   *
   * @throws the signal's reason when it is aborted
   */
  next(until: number, signal?: AbortSignal): Promise<readonly HistoryEvent[]>;
}
