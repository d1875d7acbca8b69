import type { FilterLogEventsCommandInput, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { decodePosition, encodePosition } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidNextToken, invalidParameter } from '../errors.ts';
import { compileFilterPattern } from '../filter-pattern.ts';
import { groupOf } from '../group-identifier.ts';
import type { LogEvent, LogStore } from '../log-store.ts';

/** Number of events that are looked at in one step. */
const STEP = 10_000;

/**
 * Searches the events of a log group in the order of their time.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
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
    const only = logStreamNames?.length === 1 ? store.stream(group, logStreamNames[0] as string) : undefined;
    const list = `FilterLogEvents ${group.arn}`;
    const found: LogEvent[] = [];
    let after = parsePosition(decodePosition(nextToken, { list, invalidToken: invalidNextToken }));
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
      ...(found.length > page.length &&
        last !== undefined && {
          nextToken: encodePosition(JSON.stringify([last.timestamp, last.id]), { list }),
        }),
    };
  };
}

/** The event after which the page begins. */
function parsePosition(position: string | undefined): Pick<LogEvent, 'timestamp' | 'id'> | undefined {
  if (position === undefined) return undefined;
  const [timestamp, id] = JSON.parse(position) as [number, number];
  return { timestamp, id };
}
