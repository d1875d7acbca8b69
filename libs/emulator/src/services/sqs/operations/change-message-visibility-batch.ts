import type { ChangeMessageVisibilityBatchCommandInput, ChangeMessageVisibilityBatchResult } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { runBatch } from '../batch.ts';
import { changeVisibility } from '../message-visibility.ts';
import type { Queues } from '../queues.ts';

/**
 * Changes how long up to ten received messages stay invisible.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
 */
export function changeMessageVisibilityBatch(
  queues: Queues,
): OperationHandler<Given<ChangeMessageVisibilityBatchCommandInput, 'QueueUrl' | 'Entries'>, ChangeMessageVisibilityBatchResult> {
  return ({ QueueUrl, Entries }, { region }) => {
    const queue = queues.store.byUrl(region, QueueUrl);
    return runBatch('ChangeMessageVisibilityBatchRequestEntry', Entries, (entry) => {
      changeVisibility(queues, queue, entry);
      return {};
    });
  };
}
