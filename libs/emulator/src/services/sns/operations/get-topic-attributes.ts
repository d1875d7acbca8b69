import type { GetTopicAttributesCommandInput, GetTopicAttributesResponse } from '@aws-sdk/client-sns';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { policyOf } from '../topic-policy.ts';
import type { TopicStore } from '../topic-store.ts';

/**
 * Returns the attributes of a topic, with the number of its subscriptions.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
 */
export function getTopicAttributes(
  store: TopicStore,
): OperationHandler<Given<GetTopicAttributesCommandInput, 'TopicArn'>, GetTopicAttributesResponse> {
  return ({ TopicArn }) => {
    const topic = store.topic(TopicArn);
    const subscriptions = store.subscriptionsOf(topic.arn);
    const pending = subscriptions.filter(({ token }) => token !== undefined).length;
    return {
      Attributes: {
        Policy: policyOf(topic),
        EffectiveDeliveryPolicy: EFFECTIVE_DELIVERY_POLICY,
        DisplayName: '',
        ...topic.attributes,
        Owner: topic.account,
        TopicArn: topic.arn,
        SubscriptionsConfirmed: String(subscriptions.length - pending),
        SubscriptionsPending: String(pending),
        SubscriptionsDeleted: '0',
      },
    };
  };
}

const EFFECTIVE_DELIVERY_POLICY = JSON.stringify({
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
});
