import type { UntagQueueCommandInput } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { QueueReference } from '../queue-tags.ts';

/**
 * Removes tags from a queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html
 */
export function untagQueue(
  tags: TagStore<QueueReference>,
): OperationHandler<Given<UntagQueueCommandInput, 'QueueUrl' | 'TagKeys'>, undefined> {
  return ({ QueueUrl, TagKeys }, call) => {
    tags.remove({ QueueUrl, call }, TagKeys);
    return undefined;
  };
}
