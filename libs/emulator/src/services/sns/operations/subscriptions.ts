import { randomBytes, randomUUID } from 'node:crypto';
import type {
  ConfirmSubscriptionInput,
  ConfirmSubscriptionResponse,
  GetSubscriptionAttributesInput,
  GetSubscriptionAttributesResponse,
  ListSubscriptionsByTopicInput,
  ListSubscriptionsByTopicResponse,
  ListSubscriptionsInput,
  ListSubscriptionsResponse,
  SubscribeInput,
  SubscribeResponse,
  Subscription as SubscriptionShape,
  UnsubscribeInput,
} from '@aws-sdk/client-sns';
import { notServed } from '../../../core/aws-error.ts';
import type { Runtime } from '../../../core/runtime.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import type { MessageLog } from '../message-log.ts';
import type { Notifier } from '../notifier.ts';
import { pageOf } from '../page.ts';
import type { Subscription, TopicStore } from '../topic-store.ts';
import { checkAttributes } from './subscription-attributes.ts';
import { prefixOf } from './topics.ts';

const PROTOCOLS = ['application', 'email', 'email-json', 'firehose', 'http', 'https', 'lambda', 'sms', 'sqs'];
const SERVED: readonly string[] = ['email', 'email-json', 'http', 'https', 'lambda', 'sqs'];

/** What Subscribe stands on. */
export interface SubscribePorts {
  readonly store: TopicStore;
  readonly log: MessageLog;
  readonly notifier: Notifier;
  readonly runtime: Runtime;
}

/**
 * Subscribes a queue, a function or an HTTP endpoint, which then get the messages; or an e-mail address, whose messages are not sent but
 * kept where they can be read.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export function subscribe(ports: SubscribePorts): OperationHandler<SubscribeInput, SubscribeResponse> {
  return ({ TopicArn, Protocol = '', Endpoint = '', Attributes = {}, ReturnSubscriptionArn }) => {
    const { store } = ports;
    const topic = store.topic(TopicArn);
    if (!PROTOCOLS.includes(Protocol)) throw invalidParameter(`Does not support this protocol string: ${Protocol}`);
    if (!SERVED.includes(Protocol)) throw notServed(`SNS subscriptions of protocol ${Protocol}`);
    const protocol = Protocol as Subscription['protocol'];
    checkEndpoint(protocol, Endpoint, topic.name.endsWith('.fifo'));
    checkAttributes(Attributes);
    const existing = store.subscriptionsOf(topic.arn).find((each) => each.protocol === protocol && each.endpoint === Endpoint);
    const needsConfirmation = protocol !== 'lambda' && protocol !== 'sqs';
    const subscription: Subscription = existing ?? {
      arn: `${topic.arn}:${randomUUID()}`,
      topicArn: topic.arn,
      account: topic.account,
      protocol,
      endpoint: Endpoint,
      attributes: Attributes,
      ...(needsConfirmation ? { token: randomBytes(32).toString('hex') } : {}),
    };
    if (existing === undefined) store.subscriptions.put(subscription.arn, subscription);
    else if (Object.entries(Attributes).some(([name, value]) => existing.attributes?.[name] !== value))
      throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
    if (subscription.token !== undefined) invite(ports, subscription, subscription.token, existing === undefined);
    const pending = subscription.token !== undefined && ReturnSubscriptionArn !== true;
    return { SubscriptionArn: pending ? 'pending confirmation' : subscription.arn };
  };
}

function invite(ports: SubscribePorts, subscription: Subscription, token: string, isNew: boolean): void {
  const { log, notifier, runtime } = ports;
  const { protocol, endpoint, topicArn } = subscription;
  if (protocol === 'http' || protocol === 'https') {
    void notifier.confirm(endpoint, topicArn, token, `${runtime.endpointUrl}/_stepmaker/sns/confirm/${token}`);
    return;
  }
  if (!isNew) return;
  runtime.log(
    'info',
    `SNS sends no e-mail from here: what would go to ${endpoint} is kept in ${log.file} and shown at ${runtime.endpointUrl}/_stepmaker/sns/messages`,
  );
  log.append({
    messageId: randomUUID(),
    topicArn,
    subject: 'AWS Notification - Subscription Confirmation',
    message: `You have chosen to subscribe to the topic ${topicArn}. Confirm it by ConfirmSubscription with the token ${token}`,
    timestamp: new Date(runtime.clock.now()).toISOString(),
    email: [endpoint],
  });
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export function confirmSubscription(store: TopicStore): OperationHandler<ConfirmSubscriptionInput, ConfirmSubscriptionResponse> {
  return ({ TopicArn, Token }) => {
    const found = store.subscriptionsOf(store.topic(TopicArn).arn).find(({ token }) => token === Token);
    if (found === undefined) throw invalidParameter('Token');
    return { SubscriptionArn: confirm(store, found) };
  };
}

/** Confirms the subscription of a token, whatever its topic; undefined where there is none. */
export function confirmByToken(store: TopicStore, token: string): string | undefined {
  const found = store.subscriptions.list().find(({ value }) => value.token === token);
  return found && confirm(store, found.value);
}

function confirm({ subscriptions }: TopicStore, { token: _used, ...confirmed }: Subscription): string {
  subscriptions.put(confirmed.arn, confirmed);
  return confirmed.arn;
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
export function unsubscribe({ subscriptions }: TopicStore): OperationHandler<UnsubscribeInput, undefined> {
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
}: TopicStore): OperationHandler<ListSubscriptionsInput, ListSubscriptionsResponse> {
  return ({ NextToken = '' }, call) => {
    const { page, ...rest } = pageOf(subscriptions.list({ prefix: prefixOf(call), after: NextToken, limit: 101 }));
    return { Subscriptions: page.map(shape), ...rest };
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export function listSubscriptionsByTopic(
  store: TopicStore,
): OperationHandler<ListSubscriptionsByTopicInput, ListSubscriptionsByTopicResponse> {
  return ({ TopicArn, NextToken = '' }) => {
    const { arn } = store.topic(TopicArn);
    const { page, ...rest } = pageOf(store.subscriptions.list({ prefix: `${arn}:`, after: NextToken, limit: 101 }));
    return { Subscriptions: page.map(shape), ...rest };
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export function getSubscriptionAttributes(
  store: TopicStore,
): OperationHandler<GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse> {
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

function checkEndpoint(protocol: Subscription['protocol'], endpoint: string, isFifo: boolean): void {
  switch (protocol) {
    case 'lambda':
      if (!endpoint.includes(':lambda:')) throw invalidParameter('Lambda endpoint ARN');
      break;
    case 'sqs':
      if (!/^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w.-]+$/u.test(endpoint)) throw invalidParameter('SQS endpoint ARN');
      if (endpoint.endsWith('.fifo') && !isFifo)
        throw invalidParameter('Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics');
      break;
    case 'http':
    case 'https':
      if (!endpoint.startsWith(`${protocol}://`) || !URL.canParse(endpoint))
        throw invalidParameter(`Endpoint must match the specified protocol`);
      break;
    default:
      if (!/^[^\s@]+@[^\s@]+$/u.test(endpoint)) throw invalidParameter('Email address');
  }
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
