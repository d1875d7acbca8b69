import type { DeleteLogGroupCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { LogStore } from '../log-store.ts';

/**
 * Deletes a log group with its streams and events.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html
 */
export function deleteLogGroup(store: LogStore): OperationHandler<Given<DeleteLogGroupCommandInput, 'logGroupName'>, undefined> {
  return ({ logGroupName }, { region }) => {
    store.deleteGroup(store.group(region, logGroupName));
    return undefined;
  };
}
