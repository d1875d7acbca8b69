import { randomUUID } from 'node:crypto';
import type {
  MessageAttributeValue,
  PublishBatchCommandInput,
  PublishBatchResponse,
  PublishCommandInput,
  PublishResponse,
} from '@aws-sdk/client-sns';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { Runtime } from '../../../core/runtime.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { wants } from '../filter-policy.ts';
import type { MessageLog } from '../message-log.ts';
import { shownAttributes } from '../notification.ts';
import type { Notifier } from '../notifier.ts';
import type { Subscription, Topic, TopicStore } from '../topic-store.ts';

/** The largest message, in bytes of UTF-8. */
const MESSAGE_LIMIT = 262_144;

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export function publish(
  store: TopicStore,
  log: MessageLog,
  notifier: Notifier,
  runtime: Runtime,
): OperationHandler<PublishCommandInput, PublishResponse> {
  return (input) => {
    if (input.PhoneNumber !== undefined) throw notServed('SNS Publish to a phone number');
    if (input.TopicArn === undefined && input.TargetArn === undefined)
      throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
    return publishOne({ store, log, notifier, runtime }, store.topic(input.TopicArn ?? input.TargetArn), input);
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export function publishBatch(
  store: TopicStore,
  log: MessageLog,
  notifier: Notifier,
  runtime: Runtime,
): OperationHandler<PublishBatchCommandInput, PublishBatchResponse> {
  return ({ TopicArn, PublishBatchRequestEntries = [] }) => {
    const topic = store.topic(TopicArn);
    if (PublishBatchRequestEntries.length === 0)
      throw batchError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
    if (PublishBatchRequestEntries.length > 10)
      throw batchError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
    const ids = new Set(PublishBatchRequestEntries.map(({ Id }) => Id));
    if (ids.size < PublishBatchRequestEntries.length)
      throw batchError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
    const Successful: PublishBatchResponse['Successful'] = [];
    const Failed: PublishBatchResponse['Failed'] = [];
    for (const entry of PublishBatchRequestEntries) {
      try {
        Successful.push({ Id: entry.Id, ...publishOne({ store, log, notifier, runtime }, topic, entry) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: error.fault === 'client' });
      }
    }
    return { Successful, Failed };
  };
}

interface Message {
  readonly Message?: string | undefined;
  readonly Subject?: string | undefined;
  readonly MessageStructure?: string | undefined;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>> | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

interface PublishPorts {
  readonly store: TopicStore;
  readonly log: MessageLog;
  readonly notifier: Notifier;
  readonly runtime: Runtime;
}

function publishOne({ store, log, notifier, runtime }: PublishPorts, topic: Topic, message: Message): PublishResponse {
  check(topic, message);
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
      ...(RedrivePolicy === undefined ? {} : { redrivePolicy: RedrivePolicy }),
    });
  }
  runtime.metrics.add(topic.region, 'AWS/SNS', 'NumberOfMessagesPublished', [['TopicName', topic.name]], 1);
  return {
    MessageId: messageId,
    ...(topic.name.endsWith('.fifo') && { SequenceNumber: `1${String(runtime.clock.now()).padStart(19, '0')}` }),
  };
}

function check(topic: Topic, { Message = '', Subject, MessageStructure, MessageGroupId, MessageDeduplicationId }: Message): void {
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

function batchError(code: string, message: string): AwsError {
  return new AwsError({ code, message });
}
