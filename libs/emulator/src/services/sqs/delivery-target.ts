import type { DeliveryTarget } from '../../core/delivery-target.ts';
import { requireTargetKey } from '../../delivery/key-permission.ts';

/** Queues keep the messages that other services send to them. */
export const queueTarget: DeliveryTarget = {
  accepts: ({ service }) => service === 'sqs',
  async receive(message, { runtime, resource: queue, call }) {
    const { payload, messageGroupId, messageDeduplicationId, messageAttributes } = message;
    const QueueUrl = `${runtime.endpointUrl}/${queue.account}/${queue.resource}`;
    const input = { QueueUrl, AttributeNames: ['KmsMasterKeyId'] };
    await requireTargetKey(runtime, message, { service: 'sqs', operation: 'GetQueueAttributes', input });
    await call('SendMessage', {
      QueueUrl,
      MessageBody: payload,
      ...(messageGroupId === undefined ? {} : { MessageGroupId: messageGroupId }),
      ...(messageDeduplicationId === undefined ? {} : { MessageDeduplicationId: messageDeduplicationId }),
      ...(messageAttributes === undefined ? {} : { MessageAttributes: messageAttributes }),
    });
  },
};
