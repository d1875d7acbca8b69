import { randomUUID } from 'node:crypto';
import type {
  MessageAttributeValue,
  PublishBatchCommandInput,
  PublishBatchResponse,
  PublishCommandInput,
  PublishResponse,
} from '@aws-sdk/client-sns';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import { serviceCaller } from '../../../core/caller.ts';
import type { Runtime } from '../../../core/runtime.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import type { MessageLog } from '../message-log.ts';
import type { Subscription, Topic, TopicStore } from '../topic-store.ts';

/** The largest message, in bytes of UTF-8. */
const MESSAGE_LIMIT = 262_144;

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export function publish(
  store: TopicStore,
  log: MessageLog,
  runtime: Runtime,
): OperationHandler<PublishCommandInput, PublishResponse> {
  return (input, call) => {
    if (input.PhoneNumber !== undefined) throw notServed('SNS Publish to a phone number');
    if (input.TopicArn === undefined && input.TargetArn === undefined)
      throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
    return publishOne(store, log, runtime, store.topic(input.TopicArn ?? input.TargetArn), input, call);
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export function publishBatch(
  store: TopicStore,
  log: MessageLog,
  runtime: Runtime,
): OperationHandler<PublishBatchCommandInput, PublishBatchResponse> {
  return ({ TopicArn, PublishBatchRequestEntries = [] }, call) => {
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
        Successful.push({ Id: entry.Id, ...publishOne(store, log, runtime, topic, entry, call) });
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

function publishOne(
  store: TopicStore,
  log: MessageLog,
  runtime: Runtime,
  topic: Topic,
  message: Message,
  call: Call,
): PublishResponse {
  check(topic, message);
  const messageId = randomUUID();
  const timestamp = new Date(runtime.clock.now()).toISOString();
  const subscriptions = store.subscriptionsOf(topic.arn).filter(({ token }) => token === undefined);
  const text = textFor(message, 'email');
  log.append({
    messageId,
    topicArn: topic.arn,
    subject: message.Subject,
    message: text,
    messageAttributes: message.MessageAttributes,
    timestamp,
    email: subscriptions.filter(({ protocol }) => protocol !== 'lambda').map(({ endpoint }) => endpoint),
  });
  for (const subscription of subscriptions) {
    if (subscription.protocol === 'lambda')
      deliverToLambda(runtime, subscription, { topic, message, messageId, timestamp }, call);
  }
  return {
    MessageId: messageId,
    ...(topic.name.endsWith('.fifo') && { SequenceNumber: `1${String(runtime.clock.now()).padStart(19, '0')}` }),
  };
}

/** Invokes the function as SNS does: in its own name, so that the function's policy must allow it, and without waiting for it. */
function deliverToLambda(
  { aws, log }: Runtime,
  { endpoint, arn }: Subscription,
  { topic, message, messageId, timestamp }: { topic: Topic; message: Message; messageId: string; timestamp: string },
  { account, region }: Call,
): void {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { Type: DataType, Value: StringValue ?? Buffer.from(BinaryValue ?? []).toString('base64') },
  ]);
  const record = {
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: arn,
    Sns: {
      Type: 'Notification',
      MessageId: messageId,
      TopicArn: topic.arn,
      Subject: message.Subject ?? null,
      Message: textFor(message, 'lambda'),
      Timestamp: timestamp,
      MessageAttributes: Object.fromEntries(attributes),
    },
  };
  const Payload = Buffer.from(JSON.stringify({ Records: [record] }));
  aws
    .call(
      'lambda',
      'Invoke',
      { FunctionName: endpoint, InvocationType: 'Event', Payload },
      { caller: serviceCaller('sns.amazonaws.com', account, topic.arn), region },
    )
    .catch((error: Error) => log('warn', `SNS could not deliver message ${messageId} to ${endpoint}: ${error.message}`));
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

function textFor({ Message = '', MessageStructure }: Message, protocol: 'email' | 'lambda'): string {
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
