import type { DisassociateKmsKeyCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { OperationHandler } from '../../../core/service.ts';
import { groupOf } from '../group-identifier.ts';
import type { LogStore } from '../log-store.ts';

/**
 * Removes the KMS key of a log group.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DisassociateKmsKey.html
 */
export function disassociateKmsKey(store: LogStore): OperationHandler<DisassociateKmsKeyCommandInput, undefined> {
  return ({ logGroupName, resourceIdentifier }, { region }) => {
    const { kmsKeyId: _former, ...group } = groupOf(store, region, { logGroupName, logGroupIdentifier: resourceIdentifier });
    store.putGroup(group);
    return undefined;
  };
}
