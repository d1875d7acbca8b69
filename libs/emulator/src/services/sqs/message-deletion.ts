import { keyOf, type Queue } from './queue-store.ts';
import type { Queues } from './queues.ts';
import { sequenceOf } from './receipt-handle.ts';

/** Deletes the message that a receipt handle names. @throws AwsError `ReceiptHandleIsInvalid` */
export function deleteOne(queues: Queues, queue: Queue, handle: string | undefined): void {
  queues.messages.delete(keyOf(queue), sequenceOf(handle));
  queues.wake(keyOf(queue));
}
