import type { DeleteMessageBatchCommandInput, DeleteMessageBatchResult } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { runBatch } from '../batch.ts';
import { deleteOne } from '../message-deletion.ts';
import type { Queues } from '../queues.ts';

/**
 * Deletes up to ten received messages.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html
 */
export function deleteMessageBatch(
  queues: Queues,
): OperationHandler<Given<DeleteMessageBatchCommandInput, 'QueueUrl' | 'Entries'>, DeleteMessageBatchResult> {
  return ({ QueueUrl, Entries }, { region }) => {
    const queue = queues.store.byUrl(region, QueueUrl);
    return runBatch('DeleteMessageBatchRequestEntry', Entries, ({ ReceiptHandle }) => {
      deleteOne(queues, queue, ReceiptHandle);
      return {};
    });
  };
}
