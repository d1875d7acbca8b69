import type { DeleteLogStreamCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { LogStore } from '../log-store.ts';

/**
 * Deletes a log stream with its events.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html
 */
export function deleteLogStream(
  store: LogStore,
): OperationHandler<Given<DeleteLogStreamCommandInput, 'logGroupName' | 'logStreamName'>, undefined> {
  return ({ logGroupName, logStreamName }, { region }) => {
    store.deleteStream(store.stream(store.group(region, logGroupName), logStreamName));
    return undefined;
  };
}
