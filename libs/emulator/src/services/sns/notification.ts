import type { MessageAttributeValue } from '@aws-sdk/client-sns';

/** A message on its way to one subscription. */
export interface Notification {
  readonly subscriptionArn: string;
  readonly topicArn: string;
  readonly messageId: string;
  readonly protocol: 'http' | 'https' | 'lambda' | 'sqs';
  readonly endpoint: string;
  readonly raw: boolean;
  readonly subject?: string;
  readonly text: string;
  /** ISO 8601. */
  readonly timestamp: string;
  /** Binary values in base64. */
  readonly attributes: Readonly<Record<string, { readonly Type: string; readonly Value: string }>>;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  readonly redrivePolicy?: string;
}

/**
 * The JSON text that queues and HTTP endpoints get. It is not signed: no one here has Amazon's key.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function notificationText(notification: Notification, endpointUrl: string): string {
  const { subscriptionArn, topicArn, messageId, subject, text, timestamp, attributes } = notification;
  const body = {
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message: text,
    Timestamp: timestamp,
    SignatureVersion: '1',
    Signature: '',
    SigningCertURL: '',
    UnsubscribeURL: `${endpointUrl}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
    ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: attributes }),
  };
  return JSON.stringify(body, null, 2);
}

/** The event that a function is invoked with. */
export function functionEvent(notification: Notification, endpointUrl: string): string {
  const { subscriptionArn, subject = null, attributes } = notification;
  const body = JSON.parse(notificationText(notification, endpointUrl)) as Record<string, unknown>;
  const { SigningCertURL, UnsubscribeURL, ...rest } = body;
  const Sns = {
    ...rest,
    Subject: subject,
    SigningCertUrl: SigningCertURL,
    UnsubscribeUrl: UnsubscribeURL,
    MessageAttributes: attributes,
  };
  const record = { EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscriptionArn, Sns };
  return JSON.stringify({ Records: [record] });
}

/** A message's attributes as notifications show them. */
export function shownAttributes(given: Readonly<Record<string, MessageAttributeValue>> | undefined): Notification['attributes'] {
  return Object.fromEntries(
    Object.entries(given ?? {}).map(([name, { DataType = '', StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? Buffer.from(BinaryValue ?? []).toString('base64') },
    ]),
  );
}

/** Message attributes as a queue takes them, for raw delivery. */
export function queueAttributes({ attributes }: Notification): Record<string, object> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { Type, Value }]) => [
      name,
      Type.startsWith('Binary')
        ? { DataType: Type, BinaryValue: Buffer.from(Value, 'base64') }
        : { DataType: Type.startsWith('String.Array') ? 'String' : Type, StringValue: Value },
    ]),
  );
}
