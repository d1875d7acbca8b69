import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator } from './test-emulator.ts';

let running: TestEmulator;
let standard: string;
let fifo: string;
beforeAll(async () => {
  running = await startTestEmulator();
  standard = await create('plain');
  fifo = await create('plain.fifo', { FifoQueue: 'true' });
});
afterAll(() => running[Symbol.asyncDispose]());

const sqs = <Output = Record<string, unknown>>(operation: string, input: object): Promise<Output> =>
  running.emulator.aws.call<Output>('sqs', operation, input, { caller: running.emulator.rootCaller });
const create = async (QueueName: string, Attributes: object = {}): Promise<string> =>
  (await sqs<{ QueueUrl: string }>('CreateQueue', { QueueName, Attributes })).QueueUrl;
interface Message {
  readonly ReceiptHandle: string;
  readonly Attributes?: object;
  readonly MessageAttributes?: object;
}
const receive = async (QueueUrl: string, more: object = {}): Promise<readonly Message[]> =>
  (await sqs<{ Messages?: Message[] }>('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, ...more })).Messages ?? [];

const send = (more: object): readonly [string, object] => ['SendMessage', { MessageBody: 'a', ...more }];
const attribute = (value: object): object => ({ MessageAttributes: { size: value } });
const entries = (count: number): object[] => Array.from({ length: count }, (_, index) => ({ Id: `${index}`, MessageBody: 'a' }));
const invalid = 'InvalidParameterValueException';

describe('SQS refuses', () => {
  it.each<[string, readonly [string, object], string, string | RegExp]>([
    [
      'eleven message attributes',
      send({
        MessageAttributes: Object.fromEntries(
          entries(12).map((_, index) => [`a${index}`, { DataType: 'String', StringValue: 'b' }]),
        ),
      }),
      invalid,
      'Number of message attributes [12] exceeds the allowed maximum [10].',
    ],
    [
      'a message attribute of another type',
      send(attribute({ DataType: 'Date', StringValue: 'today' })),
      invalid,
      /^The type of message \(user\) attribute 'size' is invalid\. You must use only the following supported type prefixes: Binary, Number, String\.$/,
    ],
    [
      'a message attribute without a value',
      send(attribute({ DataType: 'Number' })),
      invalid,
      "The message (user) attribute 'size' must contain a non-empty value of type 'Number'.",
    ],
    [
      'a deduplication id for a standard queue',
      send({ MessageDeduplicationId: 'one' }),
      invalid,
      'Value one for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.',
    ],
    [
      'an empty batch',
      ['SendMessageBatch', { Entries: [] }],
      'EmptyBatchRequest',
      'There should be at least one SendMessageBatchRequestEntry in the request.',
    ],
    [
      'a batch of eleven messages',
      ['SendMessageBatch', { Entries: entries(11) }],
      'TooManyEntriesInBatchRequest',
      'Maximum number of entries per request are 10. You have sent 11.',
    ],
    [
      'an unknown attribute to read',
      ['GetQueueAttributes', { AttributeNames: ['DelaySeconds', 'Colour'] }],
      'InvalidAttributeName',
      'Unknown Attribute Colour.',
    ],
    [
      'an unknown attribute of messages',
      ['ReceiveMessage', { MessageSystemAttributeNames: ['Colour'] }],
      'InvalidAttributeName',
      'Unknown Attribute Colour.',
    ],
    [
      'an unknown attribute to set',
      ['SetQueueAttributes', { Attributes: { Colour: 'red' } }],
      'InvalidAttributeName',
      'Unknown Attribute Colour.',
    ],
  ])('%s', async (_title, [operation, input], code, message) => {
    await expect(sqs(operation, { QueueUrl: standard, ...input })).rejects.toMatchObject({
      code,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });

  it.each([
    [
      'a delay of one message',
      { MessageGroupId: 'a', MessageDeduplicationId: 'a', DelaySeconds: 5 },
      'Value 5 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
    ],
    [
      'a message without an id',
      { MessageGroupId: 'a' },
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    ],
  ])('%s for a FIFO queue', async (_title, more, message) => {
    await expect(sqs('SendMessage', { QueueUrl: fifo, MessageBody: 'a', ...more })).rejects.toMatchObject({
      code: invalid,
      message,
    });
  });

  it('a message that is longer than the queue accepts', async () => {
    const QueueUrl = await create('short', { MaximumMessageSize: '1024' });

    await expect(sqs('SendMessage', { QueueUrl, MessageBody: 'a'.repeat(1025) })).rejects.toMatchObject({
      code: invalid,
      message: 'One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.',
    });
  });

  it('to change when a message becomes visible that no one has received, and a time beyond twelve hours', async () => {
    const QueueUrl = await create('visible');
    await sqs('SendMessage', { QueueUrl, MessageBody: 'a' });
    const [message] = await receive(QueueUrl);
    const { ReceiptHandle } = message as Message;
    const change = (VisibilityTimeout: number): Promise<unknown> =>
      sqs('ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout });

    await expect(change(43_201)).rejects.toMatchObject({ code: invalid });
    await change(0);
    await expect(change(5)).rejects.toMatchObject({ code: 'MessageNotInflight' });
  });
});

describe('A queue', () => {
  it('returns the attributes of a message, texts and bytes, with their hash', async () => {
    const QueueUrl = await create('bytes');
    const MessageAttributes = {
      size: { DataType: 'Number', StringValue: '5' },
      raw: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2, 3]) },
    };
    const sent = await sqs('SendMessage', { QueueUrl, MessageBody: 'a', MessageAttributes });

    const [message] = await receive(QueueUrl, { MessageAttributeNames: ['All'] });

    expect(message).toMatchObject({ MessageAttributes, MD5OfMessageAttributes: sent['MD5OfMessageAttributes'] });
  });

  it('without tags has no list of tags', async () => {
    expect(await sqs('ListQueueTags', { QueueUrl: standard })).toEqual({});
  });

  it('shows the defaults of FIFO queues and of encryption by a key', async () => {
    const QueueUrl = await create('sealed.fifo', { FifoQueue: 'true', KmsMasterKeyId: 'alias/aws/sqs' });

    const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] });

    expect(Attributes).toMatchObject({
      ContentBasedDeduplication: 'false',
      DeduplicationScope: 'queue',
      FifoThroughputLimit: 'perQueue',
      KmsDataKeyReusePeriodSeconds: '300',
      KmsMasterKeyId: 'alias/aws/sqs',
      SqsManagedSseEnabled: 'false',
    });
  });

  it('with content-based deduplication shows the SHA-256 hash of the body as the id', async () => {
    const QueueUrl = await create('hashed.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    await sqs('SendMessage', { QueueUrl, MessageBody: 'a', MessageGroupId: 'g' });

    // Clients that are older than MessageSystemAttributeNames name it so.
    const [message] = await receive(QueueUrl, { AttributeNames: ['MessageDeduplicationId'] });

    expect(message?.Attributes).toEqual({ MessageDeduplicationId: createHash('sha256').update('a').digest('hex') });
  });

  it('keeps a message whose dead-letter queue does not exist', async () => {
    const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:none';
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 });
    const QueueUrl = await create('stubborn', { RedrivePolicy, VisibilityTimeout: '0' });
    await sqs('SendMessage', { QueueUrl, MessageBody: 'a' });

    for (let time = 1; time <= 3; time += 1) expect(await receive(QueueUrl)).toHaveLength(1);
  });

  it('is open to other accounts until its last permission is removed', async () => {
    const QueueUrl = await create('shared');
    const policy = async (): Promise<string | undefined> =>
      (await sqs<{ Attributes?: { Policy: string } }>('GetQueueAttributes', { QueueUrl, AttributeNames: ['Policy'] })).Attributes
        ?.Policy;
    for (const Label of ['first', 'second'])
      await sqs('AddPermission', { QueueUrl, Label, AWSAccountIds: ['111122223333'], Actions: ['SendMessage'] });

    const { Statement } = JSON.parse((await policy()) ?? '') as { Statement: object[] };
    expect(Statement).toMatchObject([{ Sid: 'first' }, { Sid: 'second' }]);
    await sqs('RemovePermission', { QueueUrl, Label: 'first' });
    expect(await policy()).toContain('second');
    await sqs('RemovePermission', { QueueUrl, Label: 'second' });
    expect(await policy()).toBeUndefined();
  });
});
