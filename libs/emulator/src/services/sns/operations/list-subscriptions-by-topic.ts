import type { ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse } from '@aws-sdk/client-sns';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { listingOf } from '../listing.ts';
import { subscriptionShape } from '../subscription-shape.ts';
import type { TopicStore } from '../topic-store.ts';

/**
 * Lists the subscriptions of a topic, 100 a page.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
 */
export function listSubscriptionsByTopic(
  store: TopicStore,
): OperationHandler<Given<ListSubscriptionsByTopicInput, 'TopicArn'>, ListSubscriptionsByTopicResponse> {
  return ({ TopicArn, NextToken }) => {
    const { arn } = store.topic(TopicArn);
    const { page, ...rest } = listingOf(
      store.subscriptions.list({ prefix: `${arn}:` }),
      `ListSubscriptionsByTopic ${arn}`,
      NextToken,
    );
    return { Subscriptions: page.map(subscriptionShape), ...rest };
  };
}
