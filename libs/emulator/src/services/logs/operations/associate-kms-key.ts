import type { AssociateKmsKeyCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { groupOf } from '../group-identifier.ts';
import type { LogStore } from '../log-store.ts';

/**
 * Sets the KMS key of a log group.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html
 */
export function associateKmsKey(store: LogStore): OperationHandler<Given<AssociateKmsKeyCommandInput, 'kmsKeyId'>, undefined> {
  return ({ logGroupName, resourceIdentifier, kmsKeyId }, { region }) => {
    store.putGroup({ ...groupOf(store, region, { logGroupName, logGroupIdentifier: resourceIdentifier }), kmsKeyId });
    return undefined;
  };
}
