import type { FilterLogEventsCommandInput, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { compileFilterPattern } from '../filter-pattern.ts';
import { groupOf } from '../group-identifier.ts';
import type { LogEvent, LogStore } from '../log-store.ts';

/** How many events are looked at in one step. */
const STEP = 10_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export function filterLogEvents(store: LogStore): OperationHandler<FilterLogEventsCommandInput, FilterLogEventsResponse> {
  return (input, { region }) => {
    const { logStreamNames, logStreamNamePrefix, startTime, endTime, filterPattern, nextToken, limit = 10_000 } = input;
    if (logStreamNames !== undefined && logStreamNamePrefix !== undefined)
      throw invalidParameter('logStreamNamePrefix and logStreamNames are mutually exclusive parameters.');
    const group = groupOf(store, region, input);
    for (const name of logStreamNames ?? []) store.stream(group, name);
    const test = compileFilterPattern(filterPattern);
    const wanted = (event: LogEvent): boolean =>
      (logStreamNames === undefined || logStreamNames.includes(event.stream)) &&
      (logStreamNamePrefix === undefined || event.stream.startsWith(logStreamNamePrefix)) &&
      test(event.message);
    const only = logStreamNames?.length === 1 ? store.stream(group, logStreamNames[0]) : undefined;
    const found: LogEvent[] = [];
    let after = nextToken === undefined ? undefined : parseToken(nextToken);
    let more = true;
    while (more && found.length <= limit) {
      const batch = store.events(group, only, { from: startTime, to: endTime, after, limit: STEP });
      found.push(...batch.filter(wanted));
      after = batch.at(-1);
      more = batch.length === STEP;
    }
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      events: page.map(({ id, stream, timestamp, message, ingestedAt }) => ({
        logStreamName: stream,
        timestamp,
        message,
        ingestionTime: ingestedAt,
        eventId: String(id).padStart(56, '0'),
      })),
      searchedLogStreams: [],
      ...(found.length > page.length && last !== undefined && { nextToken: `${last.timestamp}.${last.id}` }),
    };
  };
}

function parseToken(token: string): Pick<LogEvent, 'timestamp' | 'id'> {
  const match = /^(\d+)\.(\d+)$/u.exec(token);
  if (match === null) throw invalidParameter('The specified nextToken is invalid.');
  return { timestamp: Number(match[1]), id: Number(match[2]) };
}
