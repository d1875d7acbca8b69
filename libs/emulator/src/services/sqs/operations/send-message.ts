import type { SendMessageCommandInput, SendMessageResult } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { sendOne } from '../message-sending.ts';
import type { Queues } from '../queues.ts';

/**
 * Sends a message to a queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function sendMessage(
  queues: Queues,
): OperationHandler<Given<SendMessageCommandInput, 'QueueUrl' | 'MessageBody'>, SendMessageResult> {
  return (input, { region, caller }) => sendOne(queues, queues.store.byUrl(region, input.QueueUrl), input, caller);
}
