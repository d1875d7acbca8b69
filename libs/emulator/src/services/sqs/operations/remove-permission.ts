import type { RemovePermissionCommandInput } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { statementsOf, writePolicy } from '../queue-policy.ts';
import type { QueueStore } from '../queue-store.ts';

/**
 * Removes a statement from a queue's policy.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html
 */
export function removePermission(
  store: QueueStore,
): OperationHandler<Given<RemovePermissionCommandInput, 'QueueUrl' | 'Label'>, undefined> {
  return ({ QueueUrl, Label }, { region }) => {
    const queue = store.byUrl(region, QueueUrl);
    const kept = statementsOf(queue).filter(({ Sid }) => Sid !== Label);
    writePolicy(store, queue, kept);
    return undefined;
  };
}
