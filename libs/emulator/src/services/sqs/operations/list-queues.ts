import type { ListQueuesCommandInput, ListQueuesResult } from '@aws-sdk/client-sqs';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import type { Queues } from '../queues.ts';

/**
 * Lists the queues of a region.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
 */
export function listQueues(queues: Queues): OperationHandler<ListQueuesCommandInput, ListQueuesResult> {
  return ({ QueueNamePrefix = '', MaxResults = 1000, NextToken }, { region }) => {
    const { items, nextToken } = pageOf(queues.store.list(region, QueueNamePrefix), {
      list: `ListQueues ${region} ${QueueNamePrefix}`,
      // An empty token asks for the first page.
      token: NextToken || undefined,
      size: MaxResults,
      keyOf: ({ name }) => name,
      isSorted: true,
      invalidToken: (token) => invalidParameter(`Value ${token} for parameter NextToken is invalid.`),
    });
    return {
      ...(items.length === 0 ? {} : { QueueUrls: items.map(({ url }) => url) }),
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    };
  };
}
