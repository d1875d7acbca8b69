import type { ListSubscriptionsInput, ListSubscriptionsResponse } from '@aws-sdk/client-sns';
import { arn } from '../../../core/arn.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { listingOf } from '../listing.ts';
import { subscriptionShape } from '../subscription-shape.ts';
import type { TopicStore } from '../topic-store.ts';

/**
 * Lists the subscriptions of a region, 100 a page.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html
 */
export function listSubscriptions({
  subscriptions,
}: TopicStore): OperationHandler<ListSubscriptionsInput, ListSubscriptionsResponse> {
  return ({ NextToken }, call) => {
    const { page, ...rest } = listingOf(
      subscriptions.list({ prefix: arn('sns', call, '') }),
      `ListSubscriptions ${call.region}`,
      NextToken,
    );
    return { Subscriptions: page.map(subscriptionShape), ...rest };
  };
}
