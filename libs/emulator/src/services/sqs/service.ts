import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import * as messages from './operations/messages.ts';
import * as queueOperations from './operations/queues.ts';
import { Queues } from './queues.ts';

/** Amazon SQS: standard and FIFO queues, with long polling, visibility timeouts and dead-letter queues. */
export function createSqsService(runtime: Runtime): Service {
  const queues = new Queues(runtime);
  return {
    id: 'sqs',
    resourcePolicy: (arn) => queues.store.byArn(arn)?.attributes['Policy'],
    resourceTags: (arn) => queues.store.byArn(arn)?.tags,
    stop: () => queues.stop(),
    operations: {
      ...queueOperations.permissionOperations(queues),
      ...queueOperations.tagOperations(queues),
      ChangeMessageVisibility: messages.changeMessageVisibility(queues),
      ChangeMessageVisibilityBatch: messages.changeMessageVisibilityBatch(queues),
      CreateQueue: queueOperations.createQueue(queues),
      DeleteMessage: messages.deleteMessage(queues),
      DeleteMessageBatch: messages.deleteMessageBatch(queues),
      DeleteQueue: queueOperations.deleteQueue(queues),
      GetQueueAttributes: queueOperations.getQueueAttributes(queues),
      GetQueueUrl: queueOperations.getQueueUrl(queues),
      ListDeadLetterSourceQueues: queueOperations.listDeadLetterSourceQueues(queues),
      ListQueues: queueOperations.listQueues(queues),
      PurgeQueue: queueOperations.purgeQueue(queues),
      ReceiveMessage: messages.receiveMessage(queues),
      SendMessage: messages.sendMessage(queues),
      SendMessageBatch: messages.sendMessageBatch(queues),
      SetQueueAttributes: queueOperations.setQueueAttributes(queues),
    },
  };
}
