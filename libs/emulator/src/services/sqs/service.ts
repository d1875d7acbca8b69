import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { addPermission } from './operations/add-permission.ts';
import { changeMessageVisibility } from './operations/change-message-visibility.ts';
import { changeMessageVisibilityBatch } from './operations/change-message-visibility-batch.ts';
import { createQueue } from './operations/create-queue.ts';
import { deleteMessage } from './operations/delete-message.ts';
import { deleteMessageBatch } from './operations/delete-message-batch.ts';
import { deleteQueue } from './operations/delete-queue.ts';
import { getQueueAttributes } from './operations/get-queue-attributes.ts';
import { getQueueUrl } from './operations/get-queue-url.ts';
import { listDeadLetterSourceQueues } from './operations/list-dead-letter-source-queues.ts';
import { listQueueTags } from './operations/list-queue-tags.ts';
import { listQueues } from './operations/list-queues.ts';
import { purgeQueue } from './operations/purge-queue.ts';
import { receiveMessage } from './operations/receive-message.ts';
import { removePermission } from './operations/remove-permission.ts';
import { sendMessage } from './operations/send-message.ts';
import { sendMessageBatch } from './operations/send-message-batch.ts';
import { setQueueAttributes } from './operations/set-queue-attributes.ts';
import { tagQueue } from './operations/tag-queue.ts';
import { untagQueue } from './operations/untag-queue.ts';
import { queueTags } from './queue-tags.ts';
import { Queues } from './queues.ts';

/** Amazon SQS: standard and FIFO queues, with long polling, visibility timeouts and dead-letter queues. */
export function createSqsService(runtime: Runtime): Service {
  const queues = new Queues(runtime);
  const tags = queueTags(queues.store);
  return {
    id: 'sqs',
    resourcePolicy: (arn) => queues.store.byArn(arn)?.attributes['Policy'],
    resourceTags: (arn) => queues.store.byArn(arn)?.tags,
    stop: () => queues.stop(),
    operations: {
      AddPermission: addPermission(queues.store),
      ChangeMessageVisibility: changeMessageVisibility(queues),
      ChangeMessageVisibilityBatch: changeMessageVisibilityBatch(queues),
      CreateQueue: createQueue(queues),
      DeleteMessage: deleteMessage(queues),
      DeleteMessageBatch: deleteMessageBatch(queues),
      DeleteQueue: deleteQueue(queues),
      GetQueueAttributes: getQueueAttributes(queues),
      GetQueueUrl: getQueueUrl(queues),
      ListDeadLetterSourceQueues: listDeadLetterSourceQueues(queues),
      ListQueueTags: listQueueTags(tags),
      ListQueues: listQueues(queues),
      PurgeQueue: purgeQueue(queues),
      ReceiveMessage: receiveMessage(queues),
      RemovePermission: removePermission(queues.store),
      SendMessage: sendMessage(queues),
      SendMessageBatch: sendMessageBatch(queues),
      SetQueueAttributes: setQueueAttributes(queues),
      TagQueue: tagQueue(tags),
      UntagQueue: untagQueue(tags),
    },
  };
}
