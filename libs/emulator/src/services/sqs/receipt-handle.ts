import { refused } from './errors.ts';
import type { QueuedMessage } from './message-store.ts';

/** The receipt handle of a message: it names the message and how often it was received. */
export function receiptHandleOf({ sequence, receives, id }: QueuedMessage): string {
  return Buffer.from(`${sequence}/${receives}/${id}`).toString('base64');
}

/** The sequence number of the message that a receipt handle names. @throws AwsError `ReceiptHandleIsInvalid` */
export function sequenceOf(handle = ''): number {
  const match = /^(\d+)\/\d+\/[\w-]+$/u.exec(Buffer.from(handle, 'base64').toString());
  if (match === null)
    throw refused('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
  return Number(match[1]);
}
