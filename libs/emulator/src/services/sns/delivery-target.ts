import type { DeliveryTarget } from '../../core/delivery-target.ts';
import { requireTargetKey } from '../../delivery/key-permission.ts';

/** Topics publish the messages that other services send to them. */
export const topicTarget: DeliveryTarget = {
  accepts: ({ service }) => service === 'sns',
  async receive(message, { runtime, call }) {
    const { target, payload, subject, messageAttributes } = message;
    const input = { TopicArn: target };
    await requireTargetKey(runtime, message, { service: 'sns', operation: 'GetTopicAttributes', input });
    await call('Publish', {
      TopicArn: target,
      Message: payload,
      ...(subject === undefined ? {} : { Subject: subject }),
      ...(messageAttributes === undefined ? {} : { MessageAttributes: messageAttributes }),
    });
  },
};
