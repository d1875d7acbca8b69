import type { ConfirmSubscriptionInput, ConfirmSubscriptionResponse } from '@aws-sdk/client-sns';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { confirm } from '../confirmation.ts';
import { invalidParameter } from '../errors.ts';
import type { TopicStore } from '../topic-store.ts';

/**
 * Confirms a subscription by the token that its endpoint received.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 */
export function confirmSubscription(
  store: TopicStore,
): OperationHandler<Given<ConfirmSubscriptionInput, 'TopicArn' | 'Token'>, ConfirmSubscriptionResponse> {
  return ({ TopicArn, Token }) => {
    const found = store.subscriptionsOf(store.topic(TopicArn).arn).find(({ token }) => token === Token);
    if (found === undefined) throw invalidParameter('Token');
    return { SubscriptionArn: confirm(store, found) };
  };
}
