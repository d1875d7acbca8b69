import type { DeleteMessageCommandInput } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { deleteOne } from '../message-deletion.ts';
import type { Queues } from '../queues.ts';

/**
 * Deletes a received message.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html
 */
export function deleteMessage(
  queues: Queues,
): OperationHandler<Given<DeleteMessageCommandInput, 'QueueUrl' | 'ReceiptHandle'>, undefined> {
  return ({ QueueUrl, ReceiptHandle }, { region }) => {
    deleteOne(queues, queues.store.byUrl(region, QueueUrl), ReceiptHandle);
    return undefined;
  };
}
