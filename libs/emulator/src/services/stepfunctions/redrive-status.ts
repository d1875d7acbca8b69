import type { Execution } from './execution.ts';

const DAY = 86_400_000;

/** Whether an execution can be redriven, in the API's words; the reason is there where it cannot. */
export interface RedriveStatus {
  readonly status: 'REDRIVABLE' | 'NOT_REDRIVABLE' | 'REDRIVABLE_BY_MAP_RUN';
  readonly reason?: string;
}

/**
 * Whether an execution can be redriven: one that did not succeed, within 14 days of its end and a year of its start.
 *
 * @param now epoch milliseconds
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
export function redriveStatusOf(execution: Execution, now: number): RedriveStatus {
  const not = (reason: string): RedriveStatus => ({ status: 'NOT_REDRIVABLE', reason });
  if (execution.status === 'RUNNING' || execution.status === 'SUCCEEDED') {
    return not(`Execution is ${execution.status} and cannot be redriven`);
  }
  if (execution.mapRunArn !== undefined && execution.details.type === 'EXPRESS') return { status: 'REDRIVABLE_BY_MAP_RUN' };
  if (now - execution.startDate > 365 * DAY) return not('Execution has exceeded the max execution time');
  if (now - (execution.stopDate ?? now) > 14 * DAY) return not('Execution redrivable period exceeded');
  return { status: 'REDRIVABLE' };
}
