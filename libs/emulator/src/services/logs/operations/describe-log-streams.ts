import type { DescribeLogStreamsCommandInput, DescribeLogStreamsResponse } from '@aws-sdk/client-cloudwatch-logs';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidNextToken, invalidParameter } from '../errors.ts';
import { groupOf } from '../group-identifier.ts';
import type { LogStore } from '../log-store.ts';
import { UPLOAD_SEQUENCE_TOKEN } from '../upload-sequence-token.ts';

/**
 * Lists the streams of a log group, by name or by their last event.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html
 */
export function describeLogStreams(
  store: LogStore,
): OperationHandler<DescribeLogStreamsCommandInput, DescribeLogStreamsResponse> {
  return (input, { region }) => {
    const { logStreamNamePrefix, orderBy = 'LogStreamName', descending = false, limit = 50, nextToken: token } = input;
    const group = groupOf(store, region, input);
    if (orderBy === 'LastEventTime' && logStreamNamePrefix !== undefined)
      throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
    const streams = store.streams(group, logStreamNamePrefix ?? '');
    if (orderBy === 'LastEventTime') streams.sort((left, right) => (left.lastEvent ?? 0) - (right.lastEvent ?? 0));
    if (descending) streams.reverse();
    const { items, nextToken } = pageOf(streams, {
      list: `DescribeLogStreams ${group.arn} ${logStreamNamePrefix} ${orderBy} ${descending}`,
      token,
      size: limit,
      keyOf: ({ name }) => name,
      invalidToken: invalidNextToken,
    });
    return {
      logStreams: items.map(({ name, createdAt, firstEvent, lastEvent, lastIngestion }) => ({
        logStreamName: name,
        creationTime: createdAt,
        firstEventTimestamp: firstEvent,
        lastEventTimestamp: lastEvent,
        lastIngestionTime: lastIngestion,
        uploadSequenceToken: UPLOAD_SEQUENCE_TOKEN,
        arn: `${group.arn}:log-stream:${name}`,
        storedBytes: 0,
      })),
      ...(nextToken !== undefined && { nextToken }),
    };
  };
}
