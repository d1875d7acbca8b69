import type {
  CreateLogStreamCommandInput,
  DeleteLogStreamCommandInput,
  DescribeLogStreamsCommandInput,
  DescribeLogStreamsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter, resourceAlreadyExists } from '../errors.ts';
import { groupOf } from '../group-identifier.ts';
import type { LogStore } from '../log-store.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export function createLogStream(store: LogStore, clock: Clock): OperationHandler<CreateLogStreamCommandInput, undefined> {
  return ({ logGroupName, logStreamName = '' }, { region }) => {
    const group = store.group(region, logGroupName);
    if (store.findStream(group, logStreamName) !== undefined)
      throw resourceAlreadyExists('The specified log stream already exists');
    store.createStream(group, logStreamName, clock.now());
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export function deleteLogStream(store: LogStore): OperationHandler<DeleteLogStreamCommandInput, undefined> {
  return ({ logGroupName, logStreamName }, { region }) => {
    store.deleteStream(store.stream(store.group(region, logGroupName), logStreamName));
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export function describeLogStreams(
  store: LogStore,
): OperationHandler<DescribeLogStreamsCommandInput, DescribeLogStreamsResponse> {
  return (input, { region }) => {
    const { logStreamNamePrefix, orderBy = 'LogStreamName', descending = false, limit = 50, nextToken } = input;
    const group = groupOf(store, region, input);
    if (orderBy === 'LastEventTime' && logStreamNamePrefix !== undefined)
      throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
    const streams = store.streams(group, logStreamNamePrefix ?? '');
    if (orderBy === 'LastEventTime') streams.sort((left, right) => (left.lastEvent ?? 0) - (right.lastEvent ?? 0));
    if (descending) streams.reverse();
    const start = nextToken === undefined ? 0 : streams.findIndex(({ name }) => name === nextToken) + 1;
    const page = streams.slice(start, start + limit);
    return {
      logStreams: page.map(({ name, createdAt, firstEvent, lastEvent, lastIngestion }) => ({
        logStreamName: name,
        creationTime: createdAt,
        firstEventTimestamp: firstEvent,
        lastEventTimestamp: lastEvent,
        lastIngestionTime: lastIngestion,
        uploadSequenceToken: UPLOAD_SEQUENCE_TOKEN,
        arn: `${group.arn}:log-stream:${name}`,
        storedBytes: 0,
      })),
      ...(start + page.length < streams.length && { nextToken: page.at(-1)?.name }),
    };
  };
}

/** Sequence tokens count for nothing since 2023, but old clients want one. */
export const UPLOAD_SEQUENCE_TOKEN = '49039859633411503466662184190521110010012323485553';
