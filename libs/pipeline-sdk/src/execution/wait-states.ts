import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** Time from the end of a Wait state until its event can be read, in milliseconds. */
const WRITTEN_WITHIN = 75;

/**
 * Knows when an execution that is in a Wait state can leave it: a whole number of seconds after it was entered, so that looks at other
 * moments would find nothing.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
 */
export class WaitStates {
  /** Maximum difference of the local clock to the events' timestamps. */
  #ahead = Number.POSITIVE_INFINITY;
  #runningTasks = 0;
  #enteredAt: number | undefined;
  #readAt = 0;

  /** Takes events, oldest first, that were read at a time of the local clock. */
  read(events: readonly HistoryEvent[], readAt: number): void {
    this.#readAt = readAt;
    for (const { type, timestamp } of events) {
      const at = timestamp?.getTime() ?? readAt;
      this.#ahead = Math.min(this.#ahead, readAt - at);
      if (type === 'TaskStateEntered') this.#runningTasks += 1;
      if (type === 'TaskStateExited') this.#runningTasks -= 1;
      this.#enteredAt = type === 'WaitStateEntered' ? at : undefined;
    }
  }

  /** Returns when to look instead of at `dueAt`: at the last moment by then at which the state can end, else at the first moment after that. */
  adjust(dueAt: number): number {
    // Another branch may have a task, which can end at any time.
    if (this.#enteredAt === undefined || this.#runningTasks > 0) return dueAt;
    const start = this.#enteredAt + this.#ahead + WRITTEN_WITHIN;
    const seconds = Math.floor((dueAt - start) / 1000);
    const last = start + seconds * 1000;
    return seconds > 0 && last > this.#readAt ? last : last + 1000;
  }
}
