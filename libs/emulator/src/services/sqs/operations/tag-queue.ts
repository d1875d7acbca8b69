import type { TagQueueCommandInput } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { QueueReference } from '../queue-tags.ts';

/**
 * Adds tags to a queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html
 */
export function tagQueue(
  tags: TagStore<QueueReference>,
): OperationHandler<Given<TagQueueCommandInput, 'QueueUrl' | 'Tags'>, undefined> {
  return ({ QueueUrl, Tags }, call) => {
    tags.add({ QueueUrl, call }, Tags);
    return undefined;
  };
}
