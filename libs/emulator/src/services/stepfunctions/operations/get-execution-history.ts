import type { HistoryEvent as ApiEvent, GetExecutionHistoryInput, GetExecutionHistoryOutput } from '@aws-sdk/client-sfn';
import type { HistoryEvent } from '@stepmaker/asl-interpreter';
import type { Given } from '../../../core/given.ts';
import { decodePosition, encodePosition } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { HistoryStore } from '../history-store.ts';
import { requestedPage } from '../paging.ts';
import type { StepFunctions } from '../step-functions.ts';

const FULL = { truncated: false };

/**
 * Lists the events of an execution.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
export function getExecutionHistory(
  sfn: StepFunctions,
  history: HistoryStore,
): OperationHandler<Given<GetExecutionHistoryInput, 'executionArn'>, GetExecutionHistoryOutput> {
  return (input) => {
    const execution = sfn.executions.requireStandard(input.executionArn);
    const reverse = input.reverseOrder === true;
    const list = `GetExecutionHistory ${execution.arn} ${reverse}`;
    const { token, size, ...rules } = { ...requestedPage(input, sfn.runtime.clock.now()), list };
    const position = decodePosition(token, rules);
    const from = position === undefined ? (reverse ? Number.MAX_SAFE_INTEGER : 1) : Number(position);
    const found = history.page(execution.id, from, size + 1, reverse);
    const page = found.slice(0, size);
    const next = found[size];
    const withData = input.includeExecutionData !== false;
    return {
      events: page.map((event) => apiEvent(event, withData)),
      nextToken: next === undefined ? undefined : encodePosition(String(next.id), rules),
    };
  };
}

type Details = { input?: string; output?: string; parameters?: string; assignedVariables?: object } & Record<string, unknown>;

/** An event as the API gives it: with a date, and with notes that nothing was truncated; without data on request. */
function apiEvent(event: HistoryEvent, withData: boolean): ApiEvent {
  const result: Record<string, unknown> = { ...event, timestamp: new Date(event.timestamp) };
  for (const name in event) {
    if (!name.endsWith('EventDetails')) continue;
    const details = { ...(event[name as keyof HistoryEvent] as Details | undefined) } as Details;
    if (details.input !== undefined) details['inputDetails'] = FULL;
    if (details.output !== undefined) details['outputDetails'] = FULL;
    if (details.assignedVariables !== undefined) details['assignedVariablesDetails'] = FULL;
    if (!withData) {
      delete details.input;
      delete details.output;
      delete details.parameters;
      delete details.assignedVariables;
    }
    result[name] = details;
  }
  return result as unknown as ApiEvent;
}
