import { randomBytes, randomUUID } from 'node:crypto';
import type {
  ConfirmSubscriptionCommandInput,
  ConfirmSubscriptionResponse,
  GetSubscriptionAttributesCommandInput,
  GetSubscriptionAttributesResponse,
  ListSubscriptionsByTopicCommandInput,
  ListSubscriptionsByTopicResponse,
  ListSubscriptionsCommandInput,
  ListSubscriptionsResponse,
  SubscribeCommandInput,
  SubscribeResponse,
  Subscription as SubscriptionShape,
  UnsubscribeCommandInput,
} from '@aws-sdk/client-sns';
import { notServed } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import type { MessageLog } from '../message-log.ts';
import { pageOf } from '../page.ts';
import type { Subscription, TopicStore } from '../topic-store.ts';
import { prefixOf } from './topics.ts';

/**
 * Subscribes a Lambda function, which is then invoked, or an e-mail address, whose messages are kept where they can be read.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export function subscribe(
  store: TopicStore,
  log: MessageLog,
  clock: Clock,
): OperationHandler<SubscribeCommandInput, SubscribeResponse> {
  return ({ TopicArn, Protocol = '', Endpoint = '', Attributes = {}, ReturnSubscriptionArn }) => {
    const topic = store.topic(TopicArn);
    if (!['application', 'email', 'email-json', 'firehose', 'http', 'https', 'lambda', 'sms', 'sqs'].includes(Protocol))
      throw invalidParameter(`Does not support this protocol string: ${Protocol}`);
    if (!isServed(Protocol)) throw notServed(`SNS subscriptions of protocol ${Protocol}`);
    for (const name of Object.keys(Attributes)) throw notServed(`SNS subscription attribute ${name}`);
    if (Protocol !== 'lambda' && !/^[^\s@]+@[^\s@]+$/u.test(Endpoint)) throw invalidParameter('Email address');
    if (Protocol === 'lambda' && !Endpoint.includes(':lambda:')) throw invalidParameter('Lambda endpoint ARN');
    const existing = store
      .subscriptionsOf(topic.arn)
      .find(({ protocol, endpoint }) => protocol === Protocol && endpoint === Endpoint);
    const subscription: Subscription = existing ?? {
      arn: `${topic.arn}:${randomUUID()}`,
      topicArn: topic.arn,
      account: topic.account,
      protocol: Protocol,
      endpoint: Endpoint,
      ...(Protocol !== 'lambda' && { token: randomBytes(32).toString('hex') }),
    };
    if (existing === undefined) {
      store.subscriptions.put(subscription.arn, subscription);
      if (subscription.token !== undefined)
        log.append({
          messageId: randomUUID(),
          topicArn: topic.arn,
          subject: 'AWS Notification - Subscription Confirmation',
          message: `You have chosen to subscribe to the topic ${topic.arn}. Confirm it by ConfirmSubscription with the token ${subscription.token}`,
          timestamp: new Date(clock.now()).toISOString(),
          email: [Endpoint],
        });
    }
    const pending = subscription.token !== undefined && ReturnSubscriptionArn !== true;
    return { SubscriptionArn: pending ? 'pending confirmation' : subscription.arn };
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export function confirmSubscription(
  store: TopicStore,
): OperationHandler<ConfirmSubscriptionCommandInput, ConfirmSubscriptionResponse> {
  return ({ TopicArn, Token }) => {
    const found = store.subscriptionsOf(store.topic(TopicArn).arn).find(({ token }) => token === Token);
    if (found === undefined) throw invalidParameter('Token');
    const { token: _used, ...confirmed } = found;
    store.subscriptions.put(found.arn, confirmed);
    return { SubscriptionArn: found.arn };
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
export function unsubscribe({ subscriptions }: TopicStore): OperationHandler<UnsubscribeCommandInput, undefined> {
  return ({ SubscriptionArn = '' }) => {
    if (!/^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w.-]+:[\w-]+$/u.test(SubscriptionArn))
      throw invalidParameter('SubscriptionArn Reason: An ARN must have at least 6 elements, not 1');
    subscriptions.delete(SubscriptionArn);
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html */
export function listSubscriptions({
  subscriptions,
}: TopicStore): OperationHandler<ListSubscriptionsCommandInput, ListSubscriptionsResponse> {
  return ({ NextToken = '' }, call) => {
    const { page, ...rest } = pageOf(subscriptions.list({ prefix: prefixOf(call), after: NextToken, limit: 101 }));
    return { Subscriptions: page.map(shape), ...rest };
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export function listSubscriptionsByTopic(
  store: TopicStore,
): OperationHandler<ListSubscriptionsByTopicCommandInput, ListSubscriptionsByTopicResponse> {
  return ({ TopicArn, NextToken = '' }) => {
    const { arn } = store.topic(TopicArn);
    const { page, ...rest } = pageOf(store.subscriptions.list({ prefix: `${arn}:`, after: NextToken, limit: 101 }));
    return { Subscriptions: page.map(shape), ...rest };
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export function getSubscriptionAttributes(
  store: TopicStore,
): OperationHandler<GetSubscriptionAttributesCommandInput, GetSubscriptionAttributesResponse> {
  return ({ SubscriptionArn }, { caller }) => {
    const { arn, topicArn, account, protocol, endpoint, token } = store.subscription(SubscriptionArn);
    return {
      Attributes: {
        SubscriptionArn: arn,
        TopicArn: topicArn,
        Owner: account,
        Protocol: protocol,
        Endpoint: endpoint,
        PendingConfirmation: String(token !== undefined),
        ConfirmationWasAuthenticated: String(token === undefined),
        RawMessageDelivery: 'false',
        SubscriptionPrincipal: caller.arn,
      },
    };
  };
}

function isServed(protocol: string): protocol is Subscription['protocol'] {
  return protocol === 'email' || protocol === 'email-json' || protocol === 'lambda';
}

function shape({ arn, topicArn, account, protocol, endpoint, token }: Subscription): SubscriptionShape {
  return {
    SubscriptionArn: token === undefined ? arn : 'PendingConfirmation',
    TopicArn: topicArn,
    Owner: account,
    Protocol: protocol,
    Endpoint: endpoint,
  };
}
