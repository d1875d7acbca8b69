import { randomBytes, randomUUID } from 'node:crypto';
import type { SubscribeInput, SubscribeResponse } from '@aws-sdk/client-sns';
import { notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import type { Sns } from '../sns.ts';
import { checkAttributes } from '../subscription-attributes.ts';
import type { Subscription } from '../topic-store.ts';

const PROTOCOLS = ['application', 'email', 'email-json', 'firehose', 'http', 'https', 'lambda', 'sms', 'sqs'];

const SERVED: readonly string[] = ['email', 'email-json', 'http', 'https', 'lambda', 'sqs'];

/**
 * Subscribes a queue, a function, an HTTP endpoint or an e-mail address to a topic. E-mail is never sent: its messages are logged.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export function subscribe(sns: Sns): OperationHandler<Given<SubscribeInput, 'TopicArn' | 'Protocol'>, SubscribeResponse> {
  return ({ TopicArn, Protocol, Endpoint = '', Attributes = {}, ReturnSubscriptionArn }) => {
    const { store } = sns;
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
    if (subscription.token !== undefined) invite(sns, subscription, subscription.token, existing === undefined);
    const pending = subscription.token !== undefined && ReturnSubscriptionArn !== true;
    return { SubscriptionArn: pending ? 'pending confirmation' : subscription.arn };
  };
}

function invite({ log, notifier, runtime }: Sns, subscription: Subscription, token: string, isNew: boolean): void {
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
