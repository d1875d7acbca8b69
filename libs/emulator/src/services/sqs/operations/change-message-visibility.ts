import type { ChangeMessageVisibilityCommandInput } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { changeVisibility } from '../message-visibility.ts';
import type { Queues } from '../queues.ts';

/**
 * Changes how long a received message stays invisible.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
 */
export function changeMessageVisibility(
  queues: Queues,
): OperationHandler<Given<ChangeMessageVisibilityCommandInput, 'QueueUrl' | 'ReceiptHandle' | 'VisibilityTimeout'>, undefined> {
  return (input, { region }) => {
    changeVisibility(queues, queues.store.byUrl(region, input.QueueUrl), input);
    return undefined;
  };
}
