import { AwsError } from '../../../core/aws-error.ts';
import type { Caller } from '../../../core/caller.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter, refused } from '../errors.ts';
import { attributesMd5, md5, wireAttributes } from '../message-attributes.ts';
import type { QueuedMessage } from '../message-store.ts';
import { keyOf, numberOf, type Queue } from '../queue-store.ts';
import type { Queues, SentMessage } from '../queues.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export function sendMessage(queues: Queues): OperationHandler<SentMessage & { QueueUrl?: string }> {
  return (input, { region, caller }) => sent(queues, queues.store.byUrl(region, input.QueueUrl), input, caller);
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export function sendMessageBatch(
  queues: Queues,
): OperationHandler<{ QueueUrl?: string; Entries?: readonly (SentMessage & { Id?: string })[] }> {
  return ({ QueueUrl, Entries = [] }, { region, caller }) => {
    const queue = queues.store.byUrl(region, QueueUrl);
    return batch(Entries, (entry) => sent(queues, queue, entry, caller));
  };
}

interface ReceiveInput {
  readonly QueueUrl?: string;
  readonly AttributeNames?: readonly string[];
  readonly MessageSystemAttributeNames?: readonly string[];
  readonly MessageAttributeNames?: readonly string[];
  readonly MaxNumberOfMessages?: number;
  readonly VisibilityTimeout?: number;
  readonly WaitTimeSeconds?: number;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export function receiveMessage(queues: Queues): OperationHandler<ReceiveInput> {
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
    const messages = await queues.receive(queue, { maximum, visibilitySeconds, waitSeconds }, signal);
    return messages.length === 0 ? {} : { Messages: messages.map((message) => shape(message, input)) };
  };
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
export function deleteMessage(queues: Queues): OperationHandler<{ QueueUrl?: string; ReceiptHandle?: string }> {
  return ({ QueueUrl, ReceiptHandle }, { region }) => remove(queues, queues.store.byUrl(region, QueueUrl), ReceiptHandle);
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export function deleteMessageBatch(
  queues: Queues,
): OperationHandler<{ QueueUrl?: string; Entries?: readonly { Id?: string; ReceiptHandle?: string }[] }> {
  return ({ QueueUrl, Entries = [] }, { region }) => {
    const queue = queues.store.byUrl(region, QueueUrl);
    return batch(Entries, ({ ReceiptHandle }) => {
      remove(queues, queue, ReceiptHandle);
      return {};
    });
  };
}

interface VisibilityInput {
  readonly ReceiptHandle?: string;
  readonly VisibilityTimeout?: number;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export function changeMessageVisibility(queues: Queues): OperationHandler<VisibilityInput & { QueueUrl?: string }> {
  return (input, { region }) => hide(queues, queues.store.byUrl(region, input.QueueUrl), input);
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export function changeMessageVisibilityBatch(
  queues: Queues,
): OperationHandler<{ QueueUrl?: string; Entries?: readonly (VisibilityInput & { Id?: string })[] }> {
  return ({ QueueUrl, Entries = [] }, { region }) => {
    const queue = queues.store.byUrl(region, QueueUrl);
    return batch(Entries, (entry) => {
      hide(queues, queue, entry);
      return {};
    });
  };
}

function sent(queues: Queues, queue: Queue, message: SentMessage, caller: Caller): Record<string, unknown> {
  const { id, sequence, attributes } = queues.send(queue, message, caller.account);
  const attributesHash = attributesMd5(attributes);
  return {
    MessageId: id,
    MD5OfMessageBody: md5(message.MessageBody ?? ''),
    ...(attributesHash === undefined ? {} : { MD5OfMessageAttributes: attributesHash }),
    ...(queue.fifo ? { SequenceNumber: sequenceNumber(sequence) } : {}),
  };
}

function shape(message: QueuedMessage, input: ReceiveInput): object {
  const system = systemAttributes(message);
  const named = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
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
    ReceiptHandle: handleOf(message),
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

/** A receipt names the message and the time it was received. */
function handleOf({ sequence, receives, id }: QueuedMessage): string {
  return Buffer.from(`${sequence}/${receives}/${id}`).toString('base64');
}

function sequenceOf(handle = ''): number {
  const match = /^(\d+)\/\d+\/[\w-]+$/u.exec(Buffer.from(handle, 'base64').toString());
  if (match === null)
    throw refused('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
  return Number(match[1]);
}

function remove(queues: Queues, queue: Queue, handle: string | undefined): void {
  queues.messages.delete(keyOf(queue), sequenceOf(handle));
  queues.wake(keyOf(queue));
}

function hide(queues: Queues, queue: Queue, { ReceiptHandle, VisibilityTimeout = 0 }: VisibilityInput): void {
  if (VisibilityTimeout < 0 || VisibilityTimeout > 43_200)
    throw invalidParameter(
      `Value ${VisibilityTimeout} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.`,
    );
  const sequence = sequenceOf(ReceiptHandle);
  const message = queues.messages.get(keyOf(queue), sequence);
  const now = queues.runtime.clock.now();
  if (message === undefined || message.visibleAt <= now)
    throw refused('MessageNotInflight', 'The specified message is not in flight.', 'AWS.SimpleQueueService.MessageNotInflight');
  queues.messages.setVisible(sequence, now + VisibilityTimeout * 1000);
  queues.wake(keyOf(queue));
}

function batch<Entry extends { readonly Id?: string }>(
  entries: readonly Entry[],
  work: (entry: Entry) => Record<string, unknown>,
): { Successful: object[]; Failed: object[] } {
  const prefix = 'AWS.SimpleQueueService.';
  if (entries.length === 0)
    throw refused('EmptyBatchRequest', 'There should be at least one entry in the request.', `${prefix}EmptyBatchRequest`);
  if (entries.length > 10)
    throw refused(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
      `${prefix}TooManyEntriesInBatchRequest`,
    );
  const ids = entries.map(({ Id }) => Id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw refused('BatchEntryIdsNotDistinct', `Id ${twice} repeated.`, `${prefix}BatchEntryIdsNotDistinct`);
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...work(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.queryErrorCode ?? error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}

function sequenceNumber(sequence: number): string {
  return String(sequence).padStart(20, '0');
}
