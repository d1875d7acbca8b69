import type { PurgeQueueCommandInput } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { keyOf } from '../queue-store.ts';
import type { Queues } from '../queues.ts';

/**
 * Deletes all messages of a queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
 */
export function purgeQueue(queues: Queues): OperationHandler<Given<PurgeQueueCommandInput, 'QueueUrl'>, undefined> {
  return ({ QueueUrl }, { region }) => {
    queues.messages.purge(keyOf(queues.store.byUrl(region, QueueUrl)));
  };
}
