import { type ParsedArn, parseArn } from '../../core/arn.ts';
import { AwsError } from '../../core/aws-error.ts';
import type { Runtime } from '../../core/runtime.ts';
import { deliver } from '../../delivery/deliver.ts';
import { DeliveryQueue } from '../../delivery/delivery-queue.ts';
import { functionEvent, type Notification, notificationText, queueAttributes } from './notification.ts';

const HTTP_TIMEOUT_MILLIS = 15_000;
const HTTP_RETRIES = 3;
const HTTP_RETRY_MILLIS = 20_000;
const RETRIES = 100_015;
const DAY_MILLIS = 86_400_000;
const PRINCIPAL = 'sns.amazonaws.com';

/**
 * Sends notifications to queues, functions and HTTP endpoints, again where it fails: to AWS's own services for 23 days, to HTTP endpoints
 * three times after twenty seconds each.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export class Notifier {
  readonly #runtime: Runtime;
  readonly #queue: DeliveryQueue<Notification>;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
    const isHttp = ({ protocol }: Notification): boolean => protocol === 'http' || protocol === 'https';
    this.#queue = new DeliveryQueue<Notification>(runtime, {
      collection: 'sns.delivery',
      send: (notification) => this.#send(notification),
      retries: (notification) => ({ attempts: isHttp(notification) ? HTTP_RETRIES : RETRIES, ageMillis: 23 * DAY_MILLIS }),
      backoff: (failures) => (failures <= HTTP_RETRIES ? HTTP_RETRY_MILLIS : 60_000),
      giveUp: (notification, error) => this.#giveUp(notification, error),
    });
  }

  start(): void {
    this.#queue.start();
  }

  async stop(): Promise<void> {
    await this.#queue.stop();
  }

  add(notification: Notification): void {
    this.#queue.add(notification);
  }

  /** Sends an HTTP endpoint the confirmation of its subscription. A failure is not an error: it can be asked again by subscribing again. */
  async confirm(endpoint: string, topicArn: string, token: string, subscribeUrl: string): Promise<void> {
    const body = {
      Type: 'SubscriptionConfirmation',
      MessageId: token.slice(0, 32),
      Token: token,
      TopicArn: topicArn,
      Message: `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
      SubscribeURL: subscribeUrl,
      Timestamp: new Date(this.#runtime.clock.now()).toISOString(),
      SignatureVersion: '1',
      Signature: '',
      SigningCertURL: '',
    };
    const headers = { 'x-amz-sns-message-type': 'SubscriptionConfirmation', 'x-amz-sns-topic-arn': topicArn };
    try {
      await post(endpoint, JSON.stringify(body, null, 2), headers);
    } catch (error) {
      this.#runtime.log('warn', `SNS could not ask ${endpoint} to confirm its subscription: ${(error as Error).message}`);
    }
  }

  async #send(notification: Notification): Promise<void> {
    const { protocol, endpoint, topicArn, subscriptionArn, messageId, raw, text, groupId, deduplicationId } = notification;
    const { endpointUrl } = this.#runtime;
    const { region } = topicOf(topicArn);
    if (protocol === 'http' || protocol === 'https') {
      await post(endpoint, raw ? text : notificationText(notification, endpointUrl), {
        'x-amz-sns-message-type': 'Notification',
        'x-amz-sns-message-id': messageId,
        'x-amz-sns-topic-arn': topicArn,
        'x-amz-sns-subscription-arn': subscriptionArn,
        ...(raw ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
      });
    } else {
      const isQueue = protocol === 'sqs';
      const payload = isQueue
        ? raw
          ? text
          : notificationText(notification, endpointUrl)
        : functionEvent(notification, endpointUrl);
      await deliver(this.#runtime, {
        target: endpoint,
        payload,
        region,
        principal: PRINCIPAL,
        sourceArn: topicArn,
        ...(isQueue && raw ? { messageAttributes: queueAttributes(notification) } : {}),
        ...(isQueue && groupId !== undefined ? { messageGroupId: groupId } : {}),
        ...(endpoint.endsWith('.fifo') && deduplicationId !== undefined ? { messageDeduplicationId: deduplicationId } : {}),
      });
    }
    this.#count(topicArn, 'NumberOfNotificationsDelivered');
  }

  async #giveUp(notification: Notification, error: unknown): Promise<void> {
    const { endpoint, topicArn, messageId, redrivePolicy } = notification;
    const { log, endpointUrl } = this.#runtime;
    this.#count(topicArn, 'NumberOfNotificationsFailed');
    log('warn', `SNS could not deliver message ${messageId} of ${topicArn} to ${endpoint}: ${(error as Error).message}`);
    const { deadLetterTargetArn } = JSON.parse(redrivePolicy ?? '{}') as { readonly deadLetterTargetArn?: string };
    if (deadLetterTargetArn === undefined) return;
    try {
      await deliver(this.#runtime, {
        target: deadLetterTargetArn,
        payload: notificationText(notification, endpointUrl),
        region: topicOf(topicArn).region,
        principal: PRINCIPAL,
        sourceArn: topicArn,
      });
    } catch (failure) {
      log('warn', `SNS could not use the dead-letter queue ${deadLetterTargetArn}: ${(failure as Error).message}`);
    }
  }

  #count(topicArn: string, metric: string): void {
    const { region, name } = topicOf(topicArn);
    this.#runtime.metrics.add(region, 'AWS/SNS', metric, [['TopicName', name]], 1);
  }
}

/** Region and name of a topic, from its ARN. */
function topicOf(topicArn: string): { readonly region: string; readonly name: string } {
  const { region, resource } = parseArn(topicArn) as ParsedArn;
  return { region, name: resource };
}

async function post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'text/plain; charset=UTF-8',
      'user-agent': 'Amazon Simple Notification Service Agent',
      ...headers,
    },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(HTTP_TIMEOUT_MILLIS),
  });
  await answer.body?.cancel();
  if (answer.ok) return;
  // Other answers of this kind will not change by asking again.
  const isFinal = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
  const message = `HTTP status ${answer.status}`;
  throw isFinal ? new AwsError({ code: 'EndpointRefused', message }) : new Error(message);
}
