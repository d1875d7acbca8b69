import type { ChangeMessageVisibilityBatchRequestEntry } from '@aws-sdk/client-sqs';
import { invalidParameter, refused } from './errors.ts';
import { keyOf, type Queue } from './queue-store.ts';
import type { Queues } from './queues.ts';
import { sequenceOf } from './receipt-handle.ts';

/** The members that say which message becomes visible, and when. */
type VisibilityChange = Pick<ChangeMessageVisibilityBatchRequestEntry, 'ReceiptHandle' | 'VisibilityTimeout'>;

/** Changes when a received message becomes visible. @throws AwsError `MessageNotInflight`, `ReceiptHandleIsInvalid` */
export function changeVisibility(queues: Queues, queue: Queue, { ReceiptHandle, VisibilityTimeout = 0 }: VisibilityChange): void {
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
