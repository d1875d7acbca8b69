import type { SendMessageBatchCommandInput, SendMessageBatchResult } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { runBatch } from '../batch.ts';
import { sendOne } from '../message-sending.ts';
import type { Queues } from '../queues.ts';

/**
 * Sends up to ten messages to a queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
export function sendMessageBatch(
  queues: Queues,
): OperationHandler<Given<SendMessageBatchCommandInput, 'QueueUrl' | 'Entries'>, SendMessageBatchResult> {
  return ({ QueueUrl, Entries }, { region, caller }) => {
    const queue = queues.store.byUrl(region, QueueUrl);
    return runBatch('SendMessageBatchRequestEntry', Entries, (entry) => sendOne(queues, queue, entry, caller));
  };
}
