import type { UnsubscribeInput } from '@aws-sdk/client-sns';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import type { TopicStore } from '../topic-store.ts';

/**
 * Deletes a subscription.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
 */
export function unsubscribe({
  subscriptions,
}: TopicStore): OperationHandler<Given<UnsubscribeInput, 'SubscriptionArn'>, undefined> {
  return ({ SubscriptionArn }) => {
    if (!/^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w.-]+:[\w-]+$/u.test(SubscriptionArn))
      throw invalidParameter('SubscriptionArn Reason: An ARN must have at least 6 elements, not 1');
    subscriptions.delete(SubscriptionArn);
    return undefined;
  };
}
