import type { GetQueueUrlCommandInput, GetQueueUrlResult } from '@aws-sdk/client-sqs';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { queueDoesNotExist } from '../errors.ts';
import type { Queues } from '../queues.ts';

/**
 * Returns the URL of a queue by its name.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html
 */
export function getQueueUrl(queues: Queues): OperationHandler<Given<GetQueueUrlCommandInput, 'QueueName'>, GetQueueUrlResult> {
  return ({ QueueName }, { region }) => {
    const queue = queues.store.find(region, QueueName);
    if (queue === undefined) throw queueDoesNotExist();
    return { QueueUrl: queue.url };
  };
}
