import type { Message, ReceiveMessageCommandInput, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter, refused } from '../errors.ts';
import { attributesMd5, md5, wireAttributes } from '../message-attributes.ts';
import { sequenceNumber } from '../message-sending.ts';
import type { QueuedMessage } from '../message-store.ts';
import { SETTABLE } from '../queue-attributes.ts';
import { numberOf } from '../queue-store.ts';
import type { Queues } from '../queues.ts';
import { receiptHandleOf } from '../receipt-handle.ts';

/** System attributes of messages that a request may name, besides those of queues, which it may name without effect. */
const SYSTEM_ATTRIBUTES = new Set([
  'All',
  'AWSTraceHeader',
  'ApproximateFirstReceiveTimestamp',
  'ApproximateReceiveCount',
  'DeadLetterQueueSourceArn',
  'MessageDeduplicationId',
  'MessageGroupId',
  'SenderId',
  'SentTimestamp',
  'SequenceNumber',
]);

/**
 * Receives up to ten messages, and waits for the first one where the request or the queue asks for long polling.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function receiveMessage(
  queues: Queues,
): OperationHandler<Given<ReceiveMessageCommandInput, 'QueueUrl'>, ReceiveMessageResult> {
  return async (input, { region, signal }) => {
    const queue = queues.store.byUrl(region, input.QueueUrl);
    const { MaxNumberOfMessages: maximum = 1, VisibilityTimeout, WaitTimeSeconds } = input;
    if (maximum < 1 || maximum > 10)
      throw invalidParameter(
        `Value ${maximum} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
      );
    const waitSeconds = WaitTimeSeconds ?? numberOf(queue, 'ReceiveMessageWaitTimeSeconds');
    if (waitSeconds < 0 || waitSeconds > 20)
      throw invalidParameter(
        `Value ${waitSeconds} for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.`,
      );
    const visibilitySeconds = VisibilityTimeout ?? numberOf(queue, 'VisibilityTimeout');
    const unknown = namedAttributes(input).find((name) => !SYSTEM_ATTRIBUTES.has(name) && !(name in SETTABLE));
    if (unknown !== undefined) throw refused('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
    const messages = await queues.receive(queue, { maximum, visibilitySeconds, waitSeconds }, signal);
    return messages.length === 0 ? {} : { Messages: messages.map((message) => receivedMessage(message, input)) };
  };
}

/** The system attributes that a request names, in either of the two members for them. */
function namedAttributes({
  AttributeNames = [],
  MessageSystemAttributeNames = [],
}: ReceiveMessageCommandInput): readonly string[] {
  return [...AttributeNames, ...MessageSystemAttributeNames];
}

function receivedMessage(message: QueuedMessage, input: ReceiveMessageCommandInput): Message {
  const system = systemAttributes(message);
  const named = namedAttributes(input);
  const shown = Object.entries(system).filter(([name]) => named.includes('All') || named.includes(name));
  const wanted = input.MessageAttributeNames ?? [];
  const isWanted = (name: string): boolean =>
    wanted.some(
      (each) => each === 'All' || each === '.*' || each === name || (each.endsWith('.*') && name.startsWith(each.slice(0, -1))),
    );
  const attributes = Object.fromEntries(Object.entries(message.attributes).filter(([name]) => isWanted(name)));
  const attributesHash = attributesMd5(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandleOf(message),
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(shown.length === 0 ? {} : { Attributes: Object.fromEntries(shown) }),
    ...(attributesHash === undefined
      ? {}
      : { MessageAttributes: wireAttributes(attributes), MD5OfMessageAttributes: attributesHash }),
  };
}

function systemAttributes(message: QueuedMessage): Record<string, string> {
  const { senderId, sentAt, receives, firstReceivedAt, groupId, deduplicationId, sequence } = message;
  return {
    SenderId: senderId,
    SentTimestamp: String(sentAt),
    ApproximateReceiveCount: String(receives),
    ApproximateFirstReceiveTimestamp: String(firstReceivedAt ?? ''),
    ...(groupId === undefined ? {} : { MessageGroupId: groupId }),
    ...(deduplicationId === undefined
      ? {}
      : { MessageDeduplicationId: deduplicationId, SequenceNumber: sequenceNumber(sequence) }),
  };
}
