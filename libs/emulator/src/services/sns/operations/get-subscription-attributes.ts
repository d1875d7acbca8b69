import type { GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse } from '@aws-sdk/client-sns';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TopicStore } from '../topic-store.ts';

/**
 * Returns the attributes of a subscription.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html
 */
export function getSubscriptionAttributes(
  store: TopicStore,
): OperationHandler<Given<GetSubscriptionAttributesInput, 'SubscriptionArn'>, GetSubscriptionAttributesResponse> {
  return ({ SubscriptionArn }, { caller }) => {
    const { arn, topicArn, account, protocol, endpoint, token, attributes = {} } = store.subscription(SubscriptionArn);
    return {
      Attributes: {
        RawMessageDelivery: 'false',
        ...('FilterPolicy' in attributes ? { FilterPolicyScope: 'MessageAttributes' } : {}),
        ...attributes,
        SubscriptionArn: arn,
        TopicArn: topicArn,
        Owner: account,
        Protocol: protocol,
        Endpoint: endpoint,
        PendingConfirmation: String(token !== undefined),
        ConfirmationWasAuthenticated: String(token === undefined),
        SubscriptionPrincipal: caller.arn,
      },
    };
  };
}
