import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator, VirtualClock } from './test-emulator.ts';

const clock = new VirtualClock();
let running: TestEmulator;
beforeAll(async () => {
  running = await startTestEmulator({ clock });
});
afterAll(() => running[Symbol.asyncDispose]());

interface Message {
  readonly Body: string;
  readonly ReceiptHandle: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: object;
}

const sqs = <Output = Record<string, unknown>>(operation: string, input: object): Promise<Output> =>
  running.emulator.aws.call<Output>('sqs', operation, input, { caller: running.emulator.rootCaller });
const create = async (QueueName: string, Attributes: object = {}): Promise<string> =>
  (await sqs<{ QueueUrl: string }>('CreateQueue', { QueueName, Attributes })).QueueUrl;
const receive = async (QueueUrl: string, more: object = {}): Promise<Message[]> =>
  (await sqs<{ Messages?: Message[] }>('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, ...more })).Messages ?? [];
const bodies = async (QueueUrl: string): Promise<string[]> => (await receive(QueueUrl)).map(({ Body }) => Body);

describe('a queue', () => {
  it.each<[string, string, object]>([
    ['other characters in its name', 'a b', {}],
    ['a FIFO name without FifoQueue', 'a.fifo', {}],
    ['FifoQueue without a FIFO name', 'a', { FifoQueue: 'true' }],
    ['an attribute that does not exist', 'a', { Colour: 'red' }],
    ['a number beyond its limit', 'a', { DelaySeconds: '901' }],
    ['a text for a number', 'a', { VisibilityTimeout: 'long' }],
  ])('is refused with %s', async (_, name, attributes) => {
    await expect(create(name, attributes)).rejects.toMatchObject({ code: expect.stringMatching(/Invalid|Validation/) });
  });

  it('is the same for the same attributes, and refused for others', async () => {
    const url = await create('twice', { DelaySeconds: '5' });

    expect(await create('twice', { DelaySeconds: '5' })).toBe(url);
    expect(await sqs('GetQueueUrl', { QueueName: 'twice' })).toEqual({ QueueUrl: url });
    await expect(create('twice', { DelaySeconds: '6' })).rejects.toMatchObject({
      code: expect.stringMatching(/QueueAlreadyExists|QueueNameExists/),
    });
    await sqs('DeleteQueue', { QueueUrl: url });
    await expect(sqs('GetQueueUrl', { QueueName: 'twice' })).rejects.toMatchObject({
      code: expect.stringMatching(/QueueDoesNotExist|NonExistentQueue/),
    });
  });

  it('is listed by prefix, page by page', async () => {
    for (const name of ['list-1', 'list-2', 'list-3']) await create(name);

    const first = await sqs<{ QueueUrls: string[]; NextToken: string }>('ListQueues', {
      QueueNamePrefix: 'list-',
      MaxResults: 2,
    });
    const second = await sqs<{ QueueUrls: string[] }>('ListQueues', { QueueNamePrefix: 'list-', NextToken: first.NextToken });

    expect([...first.QueueUrls, ...second.QueueUrls].map((url) => url.split('/').at(-1))).toEqual(['list-1', 'list-2', 'list-3']);
    expect(await sqs('ListQueues', { QueueNamePrefix: 'none' })).toEqual({});
  });

  it('shows the attributes that are asked for', async () => {
    const QueueUrl = await create('shown', { VisibilityTimeout: '7' });
    await sqs('SetQueueAttributes', { QueueUrl, Attributes: { DelaySeconds: '3', VisibilityTimeout: '' } });

    expect(await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['DelaySeconds', 'VisibilityTimeout'] })).toEqual({
      Attributes: { DelaySeconds: '3', VisibilityTimeout: '30' },
    });
    expect(await sqs('GetQueueAttributes', { QueueUrl })).toEqual({});
    await expect(sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['Colour'] })).rejects.toMatchObject({
      code: expect.stringMatching(/Invalid|Validation/),
    });
  });
});

describe('messages', () => {
  it('are hidden while they are worked on, and come back', async () => {
    const QueueUrl = await create('hidden', { VisibilityTimeout: '10' });
    await sqs('SendMessage', { QueueUrl, MessageBody: 'a' });
    const [message] = await receive(QueueUrl, { AttributeNames: ['All'] });

    expect(message?.Attributes).toMatchObject({ ApproximateReceiveCount: '1' });
    expect(await bodies(QueueUrl)).toEqual([]);
    await sqs('ChangeMessageVisibility', { QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 60 });
    await clock.advance(30_000);
    expect(await bodies(QueueUrl)).toEqual([]);
    await clock.advance(31_000);
    const [again] = await receive(QueueUrl, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
    expect(again).toMatchObject({ Body: 'a', Attributes: { ApproximateReceiveCount: '2' } });
    await sqs('DeleteMessage', { QueueUrl, ReceiptHandle: again?.ReceiptHandle });
    await clock.advance(60_000);
    expect(await bodies(QueueUrl)).toEqual([]);
  });

  it('wait for their delay, and are waited for', async () => {
    const QueueUrl = await create('delayed', { DelaySeconds: '5' });
    await sqs('SendMessage', { QueueUrl, MessageBody: 'later' });
    await sqs('SendMessage', { QueueUrl, MessageBody: 'now', DelaySeconds: 0 });

    expect(await bodies(QueueUrl)).toEqual(['now']);
    const waited = receive(QueueUrl, { WaitTimeSeconds: 10 });
    await clock.advance(6_000);
    expect((await waited).map(({ Body }) => Body)).toEqual(['later']);
  });

  it('are delayed by 0 to 900 seconds', async () => {
    const QueueUrl = await create('delays');
    const entry = (DelaySeconds: number): object => ({ Id: `after${DelaySeconds}`, MessageBody: 'm', DelaySeconds });
    const message = (value: number): string =>
      `Value ${value} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`;

    for (const DelaySeconds of [-1, 901])
      await expect(sqs('SendMessage', { QueueUrl, MessageBody: 'm', DelaySeconds })).rejects.toMatchObject({
        code: expect.stringMatching(/^InvalidParameterValue/),
        message: message(DelaySeconds),
      });
    expect(await sqs('SendMessageBatch', { QueueUrl, Entries: [entry(900), entry(901)] })).toMatchObject({
      Successful: [{ Id: 'after900' }],
      Failed: [{ Id: 'after901', SenderFault: true, Code: 'InvalidParameterValue', Message: message(901) }],
    });
    expect(await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['ApproximateNumberOfMessagesDelayed'] })).toEqual({
      Attributes: { ApproximateNumberOfMessagesDelayed: '1' },
    });
  });

  it('carry attributes, of which those that are asked for are shown', async () => {
    const QueueUrl = await create('attributes');
    const text = (StringValue: string): object => ({ DataType: 'String', StringValue });
    const MessageAttributes = { 'app.name': text('a'), 'app.size': { DataType: 'Number', StringValue: '3' }, other: text('b') };
    for (let count = 0; count < 3; count += 1) await sqs('SendMessage', { QueueUrl, MessageBody: 'm', MessageAttributes });
    const shown = async (...MessageAttributeNames: string[]): Promise<string[]> =>
      Object.keys((await receive(QueueUrl, { MaxNumberOfMessages: 1, MessageAttributeNames }))[0]?.MessageAttributes ?? {});

    expect((await shown('app.*')).toSorted()).toEqual(['app.name', 'app.size']);
    expect(await shown('other')).toEqual(['other']);
    expect(await shown('All')).toHaveLength(3);
  });

  it('are sent, hidden and deleted in batches, each with an outcome', async () => {
    const QueueUrl = await create('batches');
    const entry = (Id: string, more: object = {}): object => ({ Id, MessageBody: Id, ...more });

    expect(
      await sqs('SendMessageBatch', { QueueUrl, Entries: [entry('a'), entry('b'), entry('c', { MessageBody: '' })] }),
    ).toMatchObject({
      Successful: [{ Id: 'a' }, { Id: 'b' }],
      Failed: [{ Id: 'c', SenderFault: true }],
    });
    const [a, b] = await receive(QueueUrl);
    expect(
      await sqs('ChangeMessageVisibilityBatch', {
        QueueUrl,
        Entries: [{ Id: 'a', ReceiptHandle: a?.ReceiptHandle, VisibilityTimeout: 0 }],
      }),
    ).toMatchObject({ Successful: [{ Id: 'a' }] });
    expect(await bodies(QueueUrl)).toEqual(['a']);
    expect(
      await sqs('DeleteMessageBatch', {
        QueueUrl,
        Entries: [
          { Id: 'b', ReceiptHandle: b?.ReceiptHandle },
          { Id: 'x', ReceiptHandle: 'none' },
        ],
      }),
    ).toMatchObject({ Successful: [{ Id: 'b' }], Failed: [{ Id: 'x' }] });
    await expect(sqs('SendMessageBatch', { QueueUrl, Entries: [] })).rejects.toMatchObject({
      code: expect.stringMatching(/EmptyBatch/),
    });
    await expect(sqs('SendMessageBatch', { QueueUrl, Entries: [entry('a'), entry('a')] })).rejects.toMatchObject({
      code: expect.stringMatching(/NotDistinct/),
    });
    await sqs('PurgeQueue', { QueueUrl });
    await clock.advance(60_000);
    expect(await bodies(QueueUrl)).toEqual([]);
  });

  it.each<[string, string, object]>([
    ['eleven at once', 'ReceiveMessage', { MaxNumberOfMessages: 11 }],
    ['a wait of a minute', 'ReceiveMessage', { WaitTimeSeconds: 60 }],
    ['no body', 'SendMessage', { MessageBody: '' }],
    ['a handle that is none', 'DeleteMessage', { ReceiptHandle: 'none' }],
  ])('are refused with %s', async (_, operation, input) => {
    const QueueUrl = await create('refusing');

    await expect(sqs(operation, { QueueUrl, ...input })).rejects.toMatchObject({
      code: expect.stringMatching(/Invalid|Validation|Missing/),
    });
  });

  it('go to the dead-letter queue after too many tries', async () => {
    const dead = await create('dead');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead', maxReceiveCount: 2 });
    const QueueUrl = await create('source', { RedrivePolicy, VisibilityTimeout: '1' });
    await sqs('SendMessage', { QueueUrl, MessageBody: 'stubborn' });

    for (let count = 0; count < 3; count += 1) {
      await receive(QueueUrl);
      await clock.advance(2_000);
    }

    expect(await bodies(QueueUrl)).toEqual([]);
    expect(await bodies(dead)).toEqual(['stubborn']);
    expect(await sqs('ListDeadLetterSourceQueues', { QueueUrl: dead })).toEqual({ queueUrls: [QueueUrl] });
  });
});

describe('a FIFO queue', () => {
  it('keeps the order of each group, and takes a message once', async () => {
    const QueueUrl = await create('order.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    const send = (MessageBody: string, MessageGroupId = 'g'): Promise<unknown> =>
      sqs('SendMessage', { QueueUrl, MessageBody, MessageGroupId });
    await send('1');
    await send('2');
    await send('1');
    await send('3', 'h');

    const [first, ...others] = await receive(QueueUrl, {
      MaxNumberOfMessages: 1,
      MessageSystemAttributeNames: ['MessageGroupId', 'SequenceNumber'],
    });

    expect([first?.Body, others]).toEqual(['1', []]);
    expect(first?.Attributes).toEqual({ MessageGroupId: 'g', SequenceNumber: expect.stringMatching(/^\d+$/) });
    expect(await bodies(QueueUrl)).toEqual(['3']);
    await sqs('DeleteMessage', { QueueUrl, ReceiptHandle: first?.ReceiptHandle });
    expect(await bodies(QueueUrl)).toEqual(['2']);
    await expect(sqs('SendMessage', { QueueUrl, MessageBody: 'a' })).rejects.toMatchObject({
      code: expect.stringMatching(/Missing/),
    });
  });
});
