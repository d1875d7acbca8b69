import { createHash, randomUUID } from 'node:crypto';
import type { MessageAttributeValue, PublishResponse } from '@aws-sdk/client-sns';
import { invalidParameter } from './errors.ts';
import { wants } from './filter-policy.ts';
import { shownAttributes } from './notification.ts';
import type { Sns } from './sns.ts';
import type { Subscription, Topic } from './topic-store.ts';

/** The largest message, in bytes of UTF-8. */
const MESSAGE_LIMIT = 262_144;

/** A message, as Publish and PublishBatch describe it. */
interface Message {
  readonly Message?: string | undefined;
  readonly Subject?: string | undefined;
  readonly MessageStructure?: string | undefined;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>> | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

/**
 * Sends one message to the matching subscriptions of a topic, and logs it.
 *
 * @throws AwsError `InvalidParameter` for a message that SNS does not accept
 */
export function publishMessage({ store, log, notifier, runtime }: Sns, topic: Topic, message: Message): PublishResponse {
  checkMessage(topic, message);
  const messageId = randomUUID();
  const timestamp = new Date(runtime.clock.now()).toISOString();
  const confirmed = store.subscriptionsOf(topic.arn).filter(({ token }) => token === undefined);
  const attributes = message.MessageAttributes ?? {};
  const subscriptions = confirmed.filter((each) => wants(each, { text: textFor(message, each.protocol), attributes }));
  log.append({
    messageId,
    topicArn: topic.arn,
    subject: message.Subject,
    message: textFor(message, 'email'),
    messageAttributes: message.MessageAttributes,
    timestamp,
    email: subscriptions.filter(({ protocol }) => protocol.startsWith('email')).map(({ endpoint }) => endpoint),
  });
  for (const subscription of subscriptions) {
    const { protocol } = subscription;
    if (protocol === 'email' || protocol === 'email-json') continue;
    const { RawMessageDelivery, RedrivePolicy } = subscription.attributes ?? {};
    notifier.add({
      subscriptionArn: subscription.arn,
      topicArn: topic.arn,
      messageId,
      protocol,
      endpoint: subscription.endpoint,
      raw: RawMessageDelivery === 'true',
      ...(message.Subject === undefined ? {} : { subject: message.Subject }),
      text: textFor(message, protocol),
      timestamp,
      attributes: shownAttributes(message.MessageAttributes),
      ...(message.MessageGroupId === undefined ? {} : { groupId: message.MessageGroupId }),
      ...(topic.name.endsWith('.fifo') && { deduplicationId: deduplicationOf(message) }),
      ...(RedrivePolicy === undefined ? {} : { redrivePolicy: RedrivePolicy }),
    });
  }
  runtime.metrics.add(topic.region, 'AWS/SNS', 'NumberOfMessagesPublished', [['TopicName', topic.name]], 1);
  return {
    MessageId: messageId,
    ...(topic.name.endsWith('.fifo') && { SequenceNumber: `1${String(runtime.clock.now()).padStart(19, '0')}` }),
  };
}

function checkMessage(
  topic: Topic,
  { Message = '', Subject, MessageStructure, MessageGroupId, MessageDeduplicationId }: Message,
): void {
  if (Message === '') throw invalidParameter('Empty message');
  if (Buffer.byteLength(Message) > MESSAGE_LIMIT) throw invalidParameter('Message too long');
  if (Subject !== undefined && (Subject === '' || Subject.length > 100 || /[\r\n]/u.test(Subject)))
    throw invalidParameter('Subject');
  if (MessageStructure === 'json' && structured(Message)['default'] === undefined)
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  if (!topic.name.endsWith('.fifo')) return;
  if (MessageGroupId === undefined) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  if (MessageDeduplicationId === undefined && topic.attributes['ContentBasedDeduplication'] !== 'true')
    throw invalidParameter(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
}

/** The id by which a FIFO queue recognises a message of a FIFO topic: the message's own, or the hash of its text. */
function deduplicationOf({ Message = '', MessageDeduplicationId }: Message): string {
  return MessageDeduplicationId ?? createHash('sha256').update(Message).digest('hex');
}

function textFor({ Message = '', MessageStructure }: Message, protocol: Subscription['protocol']): string {
  if (MessageStructure !== 'json') return Message;
  const texts = structured(Message);
  return texts[protocol] ?? texts['default'] ?? '';
}

function structured(message: string): Record<string, string> {
  try {
    return JSON.parse(message) as Record<string, string>;
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
}
