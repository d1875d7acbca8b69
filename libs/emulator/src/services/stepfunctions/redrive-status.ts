import type { Execution } from './execution.ts';

const DAY = 86_400_000;

/** Whether an execution can be redriven, in the API's words; the reason is there where it cannot. */
export type RedriveStatus =
  | { readonly status: 'REDRIVABLE' | 'REDRIVABLE_BY_MAP_RUN'; readonly reason?: never }
  | { readonly status: 'NOT_REDRIVABLE'; readonly reason: string };

/** With this many events, the events of a redrive have no room. */
const FULL_HISTORY = 24_999;

/** Facts beside the execution itself. */
export interface RedriveFacts {
  /** Epoch milliseconds. */
  readonly now: number;
  /** True while the state machine is being deleted. */
  readonly deleting: boolean;
  /** Number of events in the history; asked for only where it matters. */
  readonly countEvents: () => number;
}

/**
 * Whether an execution can be redriven: one that did not succeed, within 14 days of its end and a year of its start, whose history has room.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
export function redriveStatusOf(execution: Execution, { now, deleting, countEvents }: RedriveFacts): RedriveStatus {
  const not = (reason: string): RedriveStatus => ({ status: 'NOT_REDRIVABLE', reason });
  if (execution.status === 'RUNNING' || execution.status === 'SUCCEEDED') {
    return not(`Execution is ${execution.status} and cannot be redriven`);
  }
  if (deleting) return not('State machine is in DELETING status');
  if (execution.mapRunArn !== undefined && execution.details.type === 'EXPRESS') return { status: 'REDRIVABLE_BY_MAP_RUN' };
  if (now - execution.startDate > 365 * DAY) return not('Execution has exceeded the max execution time');
  if (now - (execution.stopDate as number) > 14 * DAY) return not('Execution redrivable period exceeded');
  if (countEvents() >= FULL_HISTORY) return not('Execution history event limit exceeded');
  return { status: 'REDRIVABLE' };
}
