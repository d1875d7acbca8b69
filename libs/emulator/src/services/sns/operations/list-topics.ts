import type { ListTopicsCommandInput, ListTopicsResponse } from '@aws-sdk/client-sns';
import { arn } from '../../../core/arn.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { listingOf } from '../listing.ts';
import type { TopicStore } from '../topic-store.ts';

/**
 * Lists the topics of a region, 100 a page.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html
 */
export function listTopics({ topics }: TopicStore): OperationHandler<ListTopicsCommandInput, ListTopicsResponse> {
  return ({ NextToken }, call) => {
    const { page, ...rest } = listingOf(topics.list({ prefix: arn('sns', call, '') }), `ListTopics ${call.region}`, NextToken);
    return { Topics: page.map((topic) => ({ TopicArn: topic.arn })), ...rest };
  };
}
