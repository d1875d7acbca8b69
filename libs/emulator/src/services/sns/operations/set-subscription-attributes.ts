import type { SetSubscriptionAttributesInput } from '@aws-sdk/client-sns';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { checkAttributes } from '../subscription-attributes.ts';
import type { TopicStore } from '../topic-store.ts';

/**
 * Sets or removes one attribute of a subscription.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html
 */
export function setSubscriptionAttributes(
  store: TopicStore,
): OperationHandler<Given<SetSubscriptionAttributesInput, 'SubscriptionArn' | 'AttributeName'>, undefined> {
  return ({ SubscriptionArn, AttributeName, AttributeValue = '' }) => {
    const subscription = store.subscription(SubscriptionArn);
    if (AttributeValue !== '') checkAttributes({ [AttributeName]: AttributeValue });
    const attributes = Object.entries({ ...subscription.attributes, [AttributeName]: AttributeValue });
    const kept = attributes.filter(([, value]) => value !== '' && value !== '{}');
    store.subscriptions.put(subscription.arn, { ...subscription, attributes: Object.fromEntries(kept) });
  };
}
