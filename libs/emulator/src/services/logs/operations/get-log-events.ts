import type { GetLogEventsCommandInput, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidNextToken } from '../errors.ts';
import { groupOf } from '../group-identifier.ts';
import type { LogEvent, LogStore } from '../log-store.ts';

/**
 * Returns events of a log stream, from its end or from its start.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export function getLogEvents(
  store: LogStore,
): OperationHandler<Given<GetLogEventsCommandInput, 'logStreamName'>, GetLogEventsResponse> {
  return (input, { region }) => {
    const { logStreamName, startTime, endTime, nextToken, limit = 10_000, startFromHead = false } = input;
    const group = groupOf(store, region, input);
    const stream = store.stream(group, logStreamName);
    const token = nextToken === undefined ? undefined : parseToken(nextToken);
    const descending = token === undefined ? !startFromHead : token.direction === 'b';
    const events = store.events(group, stream, {
      from: startTime,
      // The end is not included.
      to: endTime === undefined ? undefined : endTime - 1,
      after: token?.position,
      descending,
      limit,
    });
    if (descending) events.reverse();
    const first = events[0] ?? token?.position ?? START;
    const last = events.at(-1) ?? token?.position ?? START;
    return {
      events: events.map(({ timestamp, message, ingestedAt }) => ({ timestamp, message, ingestionTime: ingestedAt })),
      // At the end, the same token comes back: that is how callers know.
      nextForwardToken: formatToken('f', last),
      nextBackwardToken: formatToken('b', first),
    };
  };
}

type Position = Pick<LogEvent, 'timestamp' | 'id'>;

const START: Position = { timestamp: 0, id: 0 };

function formatToken(direction: 'f' | 'b', { timestamp, id }: Position): string {
  return `${direction}/${String(timestamp).padStart(20, '0')}${String(id).padStart(36, '0')}/s`;
}

function parseToken(token: string): { direction: 'f' | 'b'; position: Position } {
  const match = /^([fb])\/(\d{20})(\d{36})\/s$/u.exec(token);
  if (match === null) throw invalidNextToken();
  return { direction: match[1] as 'f' | 'b', position: { timestamp: Number(match[2]), id: Number(match[3]) } };
}
