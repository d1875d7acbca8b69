import type { Subscription as SubscriptionShape } from '@aws-sdk/client-sns';
import type { Subscription } from './topic-store.ts';

/** A subscription as SNS's lists show it. */
export function subscriptionShape({ arn, topicArn, account, protocol, endpoint, token }: Subscription): SubscriptionShape {
  return {
    SubscriptionArn: token === undefined ? arn : 'PendingConfirmation',
    TopicArn: topicArn,
    Owner: account,
    Protocol: protocol,
    Endpoint: endpoint,
  };
}
