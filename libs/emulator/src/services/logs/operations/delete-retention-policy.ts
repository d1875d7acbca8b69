import type { DeleteRetentionPolicyCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { LogStore } from '../log-store.ts';

/**
 * Removes the retention of a log group: its events are kept without limit.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html
 */
export function deleteRetentionPolicy(
  store: LogStore,
): OperationHandler<Given<DeleteRetentionPolicyCommandInput, 'logGroupName'>, undefined> {
  return ({ logGroupName }, { region }) => {
    const { retentionInDays: _gone, ...group } = store.group(region, logGroupName);
    store.putGroup(group);
    return undefined;
  };
}
