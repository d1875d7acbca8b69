import type { DeleteQueueCommandInput } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { keyOf } from '../queue-store.ts';
import type { Queues } from '../queues.ts';

/**
 * Deletes a queue and its messages.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
 */
export function deleteQueue(queues: Queues): OperationHandler<Given<DeleteQueueCommandInput, 'QueueUrl'>, undefined> {
  return ({ QueueUrl }, { region }) => {
    const queue = queues.store.byUrl(region, QueueUrl);
    queues.runtime.store.transaction(() => {
      queues.messages.purge(keyOf(queue));
      queues.store.delete(queue);
    });
  };
}
