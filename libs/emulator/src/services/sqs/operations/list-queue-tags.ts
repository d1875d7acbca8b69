import type { ListQueueTagsCommandInput, ListQueueTagsResult } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { QueueReference } from '../queue-tags.ts';

/**
 * Lists the tags of a queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html
 */
export function listQueueTags(
  tags: TagStore<QueueReference>,
): OperationHandler<Given<ListQueueTagsCommandInput, 'QueueUrl'>, ListQueueTagsResult> {
  return ({ QueueUrl }, call) => {
    const Tags = tags.list({ QueueUrl, call });
    return Object.keys(Tags).length === 0 ? {} : { Tags };
  };
}
