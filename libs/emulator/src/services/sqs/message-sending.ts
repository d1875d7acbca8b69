import type { Caller } from '../../core/caller.ts';
import { attributesMd5, md5 } from './message-attributes.ts';
import type { Queue } from './queue-store.ts';
import type { Queues, SentMessage } from './queues.ts';

/** Result of a sent message for the client. */
export interface Sent {
  readonly MessageId: string;
  readonly MD5OfMessageBody: string;
  readonly MD5OfMessageAttributes?: string;
  readonly SequenceNumber?: string;
}

/** Sends one message, and describes it as SendMessage does. @throws AwsError where the queue does not accept it */
export function sendOne(queues: Queues, queue: Queue, message: SentMessage, caller: Caller): Sent {
  const { id, sequence, attributes } = queues.send(queue, message, caller.account);
  const attributesHash = attributesMd5(attributes);
  return {
    MessageId: id,
    MD5OfMessageBody: md5(message.MessageBody ?? ''),
    ...(attributesHash === undefined ? {} : { MD5OfMessageAttributes: attributesHash }),
    ...(queue.fifo ? { SequenceNumber: sequenceNumber(sequence) } : {}),
  };
}

/** A message's place in a FIFO queue, as the API writes it: 20 digits. */
export function sequenceNumber(sequence: number): string {
  return String(sequence).padStart(20, '0');
}
