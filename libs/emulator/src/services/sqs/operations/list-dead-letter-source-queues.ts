import type { ListDeadLetterSourceQueuesCommandInput, ListDeadLetterSourceQueuesResult } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Queues } from '../queues.ts';

/**
 * Lists the queues whose dead-letter queue this is.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html
 */
export function listDeadLetterSourceQueues(
  queues: Queues,
): OperationHandler<Given<ListDeadLetterSourceQueuesCommandInput, 'QueueUrl'>, ListDeadLetterSourceQueuesResult> {
  return ({ QueueUrl }, { region }) => {
    const { arn } = queues.store.byUrl(region, QueueUrl);
    const sources = queues.store.list(region).filter(({ attributes }) => attributes['RedrivePolicy']?.includes(`"${arn}"`));
    return { queueUrls: sources.map(({ url }) => url) };
  };
}
