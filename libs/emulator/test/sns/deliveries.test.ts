import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../test-emulator.ts';

interface Message {
  readonly Body: string;
  readonly Attributes?: object;
  readonly MessageAttributes?: object;
}
interface Request {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let running: TestEmulator;
let listener: Server;
const requests: Request[] = [];
beforeAll(async () => {
  listener = createServer((request, response) => {
    text(request).then((body) => {
      requests.push({ headers: request.headers, body });
      response.end();
    }, response.destroy.bind(response));
  });
  await new Promise<void>((listening) => listener.listen(0, '127.0.0.1', listening));
  running = await startTestEmulator();
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
  listener.closeAllConnections();
  listener.close();
});

const call = <Output = Record<string, unknown>>(service: 'sns' | 'sqs', operation: string, input: object): Promise<Output> =>
  running.emulator.aws.call<Output>(service, operation, input, { caller: running.emulator.rootCaller });
const queueArn = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;

/** A queue to which every topic may send. */
async function queue(QueueName: string, attributes: object = {}): Promise<string> {
  const Principal = { Service: 'sns.amazonaws.com' };
  const Statement = [{ Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource: queueArn(QueueName) }];
  const Attributes = { Policy: JSON.stringify({ Version: '2012-10-17', Statement }), ...attributes };
  return (await call<{ QueueUrl: string }>('sqs', 'CreateQueue', { QueueName, Attributes })).QueueUrl;
}

/** A topic whose messages a queue of this name gets. */
async function subscribed(
  name: string,
  attributes: object = {},
  topic: object = {},
  queueAttributes: object = {},
): Promise<Pair> {
  const QueueUrl = await queue(name, queueAttributes);
  const { TopicArn } = await call<{ TopicArn: string }>('sns', 'CreateTopic', { Name: name, Attributes: topic });
  await call('sns', 'Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: queueArn(name), Attributes: attributes });
  return { TopicArn, QueueUrl };
}
interface Pair {
  readonly TopicArn: string;
  readonly QueueUrl: string;
}

/** The messages of a queue by their bodies, once there are so many. */
const received = (QueueUrl: string, count = 1): Promise<readonly Message[]> => {
  const messages: Message[] = [];
  return until(async () => {
    const asked = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], AttributeNames: ['All'] };
    const { Messages = [] } = await call<{ Messages?: Message[] }>('sqs', 'ReceiveMessage', asked);
    messages.push(...Messages);
    return messages.length >= count && messages.toSorted((one, other) => (one.Body < other.Body ? -1 : 1));
  });
};

describe('A subscription of a queue', () => {
  it('passes group and deduplication id from a FIFO topic to a FIFO queue', async () => {
    const fifo = { FifoQueue: 'true' };
    const { TopicArn, QueueUrl } = await subscribed('orders.fifo', { RawMessageDelivery: 'true' }, { FifoTopic: 'true' }, fifo);

    for (let time = 1; time <= 2; time += 1)
      await call('sns', 'Publish', { TopicArn, Message: 'a', MessageGroupId: 'g', MessageDeduplicationId: 'one' });
    await call('sns', 'Publish', { TopicArn, Message: 'b', MessageGroupId: 'h', MessageDeduplicationId: 'two' });

    expect(await received(QueueUrl, 2)).toMatchObject([
      { Body: 'a', Attributes: { MessageGroupId: 'g', MessageDeduplicationId: 'one' } },
      { Body: 'b', Attributes: { MessageGroupId: 'h', MessageDeduplicationId: 'two' } },
    ]);
  });

  it('recognises messages of a FIFO topic by their content where the topic does', async () => {
    const topic = { FifoTopic: 'true', ContentBasedDeduplication: 'true' };
    const { TopicArn, QueueUrl } = await subscribed('content.fifo', { RawMessageDelivery: 'true' }, topic, { FifoQueue: 'true' });

    for (const Message of ['a', 'a', 'b']) await call('sns', 'Publish', { TopicArn, Message, MessageGroupId: Message });

    expect((await received(QueueUrl, 2)).map(({ Body }) => Body)).toEqual(['a', 'b']);
  });

  it('passes message attributes on, as raw messages and inside notifications', async () => {
    const raw = await subscribed('raw', { RawMessageDelivery: 'true' });
    const wrapped = await subscribed('wrapped');
    const MessageAttributes = {
      bytes: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2]) },
      size: { DataType: 'Number', StringValue: '5' },
    };
    for (const { TopicArn } of [raw, wrapped]) await call('sns', 'Publish', { TopicArn, Message: 'a', MessageAttributes });

    const [message] = await received(raw.QueueUrl);
    const [notification] = await received(wrapped.QueueUrl);

    expect(message).toMatchObject({ Body: 'a', MessageAttributes });
    expect(JSON.parse(notification?.Body ?? '').MessageAttributes).toEqual({
      bytes: { Type: 'Binary', Value: 'AQI=' },
      size: { Type: 'Number', Value: '5' },
    });
  });

  it.each([
    ['a list of texts', { colours: { DataType: 'String.Array', StringValue: '["red","blue"]' } }, { colours: ['blue'] }],
    ['a text that is not a list', { colours: { DataType: 'String.Array', StringValue: 'blue' } }, { colours: ['blue'] }],
    ['a text', { colours: { DataType: 'String', StringValue: 'blue' } }, { colours: [{ prefix: 'bl' }] }],
  ])('is filtered by an attribute that is %s', async (title, MessageAttributes, FilterPolicy) => {
    const attributes = { FilterPolicy: JSON.stringify(FilterPolicy), RawMessageDelivery: 'true' };
    const { TopicArn, QueueUrl } = await subscribed(`by-${title.length}`, attributes);

    await call('sns', 'Publish', { TopicArn, Message: 'no attributes' });
    await call('sns', 'Publish', { TopicArn, Message: 'yes', MessageAttributes });

    expect((await received(QueueUrl)).map(({ Body }) => Body)).toEqual(['yes']);
  });

  it('is filtered by the body of the message', async () => {
    const FilterPolicy = JSON.stringify({ store: { city: ['Rome'] } });
    const attributes = { FilterPolicy, FilterPolicyScope: 'MessageBody', RawMessageDelivery: 'true' };
    const { TopicArn, QueueUrl } = await subscribed('by-body', attributes);
    const matching = JSON.stringify({ store: { city: 'Rome' } });

    for (const Message of ['Rome', 'null', '"Rome"', JSON.stringify({ store: { city: 'Oslo' } }), matching])
      await call('sns', 'Publish', { TopicArn, Message });

    expect((await received(QueueUrl)).map(({ Body }) => Body)).toEqual([matching]);
  });

  it('gets the text for its protocol, or the default', async () => {
    const { TopicArn, QueueUrl } = await subscribed('texts', { RawMessageDelivery: 'true' });
    const publish = (texts: object): Promise<unknown> =>
      call('sns', 'Publish', { TopicArn, Message: JSON.stringify(texts), MessageStructure: 'json' });

    await publish({ default: 'for all', sqs: 'for queues' });
    await publish({ default: 'for all', http: 'for servers' });

    expect((await received(QueueUrl, 2)).map(({ Body }) => Body)).toEqual(['for all', 'for queues']);
  });

  it('without permission to send loses the message, and says why in the log', async () => {
    const { TopicArn } = await call<{ TopicArn: string }>('sns', 'CreateTopic', { Name: 'unheard' });
    await call('sqs', 'CreateQueue', { QueueName: 'closed' });
    await call('sns', 'Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: queueArn('closed') });

    await call('sns', 'Publish', { TopicArn, Message: 'a' });

    await until(() => running.log.some((line) => line.includes(`of ${TopicArn} to ${queueArn('closed')}`)));
  });
});

describe('A subscription of an HTTP endpoint', () => {
  it('sends raw messages with a header that says so', async () => {
    const { TopicArn } = await call<{ TopicArn: string }>('sns', 'CreateTopic', { Name: 'raw-http' });
    const Endpoint = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/raw`;
    await call('sns', 'Subscribe', { TopicArn, Protocol: 'http', Endpoint, Attributes: { RawMessageDelivery: 'true' } });
    const question = await until(() => requests[0]);
    await fetch(JSON.parse(question.body).SubscribeURL);

    await call('sns', 'Publish', { TopicArn, Message: 'plain' });

    const message = await until(() => requests[1]);
    expect(message.body).toBe('plain');
    expect(message.headers).toMatchObject({
      'x-amz-sns-message-type': 'Notification',
      'x-amz-sns-rawdelivery': 'true',
      'x-amz-sns-topic-arn': TopicArn,
    });
  });
});

describe('The list of subscriptions', () => {
  it('has a page of a hundred, and a token for the next one', async () => {
    const { TopicArn } = await call<{ TopicArn: string }>('sns', 'CreateTopic', { Name: 'crowded' });
    for (let index = 0; index < 101; index += 1)
      await call('sns', 'Subscribe', { TopicArn, Protocol: 'email', Endpoint: `person-${index}@example.com` });
    type Page = { Subscriptions: object[]; NextToken?: string };

    const first = await call<Page>('sns', 'ListSubscriptionsByTopic', { TopicArn });
    const second = await call<Page>('sns', 'ListSubscriptionsByTopic', { TopicArn, NextToken: first.NextToken });

    expect(first.Subscriptions).toHaveLength(100);
    expect(second.Subscriptions).toHaveLength(1);
    expect(second.NextToken).toBeUndefined();
  });

  it.each([
    ['Everywhere', 'FilterPolicyScope: Invalid value [Everywhere]. Please use either MessageBody or MessageAttributes'],
    ['', 'FilterPolicyScope: Invalid value []. Please use either MessageBody or MessageAttributes'],
  ])('has none with the filter scope %j', async (FilterPolicyScope, message) => {
    const { TopicArn } = await call<{ TopicArn: string }>('sns', 'CreateTopic', { Name: 'scoped' });

    await expect(
      call('sns', 'Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: queueArn('any'), Attributes: { FilterPolicyScope } }),
    ).rejects.toMatchObject({ code: 'InvalidParameter', message: `Invalid parameter: ${message}` });
  });
});
