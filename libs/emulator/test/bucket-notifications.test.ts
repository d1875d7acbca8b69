import {
  CreateBucketCommand,
  DeleteObjectCommand,
  type NotificationConfiguration,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator, VirtualClock } from './test-emulator.ts';

const QUEUE_ARN = 'arn:aws:sqs:us-east-1:000000000000:news';
const Bucket = 'noted';

const clock = new VirtualClock();
let running: TestEmulator;
let s3: S3Client;
let QueueUrl: string;

const sqs = <Output>(operation: string, input: object): Promise<Output> =>
  running.emulator.aws.call<Output>('sqs', operation, input, { caller: running.emulator.rootCaller });

beforeAll(async () => {
  running = await startTestEmulator({ clock });
  s3 = new S3Client(running.client);
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: QUEUE_ARN,
  };
  const Attributes = { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) };
  QueueUrl = (await sqs<{ QueueUrl: string }>('CreateQueue', { QueueName: 'news', Attributes })).QueueUrl;
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => running[Symbol.asyncDispose]());

const configure = (NotificationConfiguration: NotificationConfiguration): Promise<unknown> =>
  s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
const put = (Key: string): Promise<unknown> => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'text' }));

interface Notice {
  readonly eventName: string;
  readonly s3: {
    readonly configurationId: string;
    readonly object: { readonly key: string; readonly versionId?: string; readonly size?: number };
  };
}

/** Takes what the queue has been sent, in the order of the events. */
async function notices(): Promise<Notice[]> {
  await clock.advance(1000);
  const found: Notice[] = [];
  for (;;) {
    const { Messages = [] } = await sqs<{ Messages?: { Body: string; ReceiptHandle: string }[] }>('ReceiveMessage', {
      QueueUrl,
      MaxNumberOfMessages: 10,
    });
    if (Messages.length === 0) return found;
    for (const { Body, ReceiptHandle } of Messages) {
      found.push(...((JSON.parse(Body) as { Records?: Notice[] }).Records ?? []));
      await sqs('DeleteMessage', { QueueUrl, ReceiptHandle });
    }
  }
}

describe('the notifications of a bucket', () => {
  it.each<[string, NotificationConfiguration, RegExp]>([
    [
      'a target that is not an ARN',
      { QueueConfigurations: [{ QueueArn: 'queue', Events: ['s3:ObjectCreated:*'] }] },
      /The ARN is not well formed/,
    ],
    [
      'a target of another service',
      { TopicConfigurations: [{ TopicArn: 'arn:aws:s3:us-east-1:000000000000:x', Events: ['s3:ObjectCreated:*'] }] },
      /The ARN is not well formed/,
    ],
    [
      'an unknown form of an event',
      {
        LambdaFunctionConfigurations: [
          {
            LambdaFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
            Events: ['ObjectCreated' as 's3:ObjectCreated:*'],
          },
        ],
      },
      /A specified event is not supported/,
    ],
  ])('are refused with %s', async (_what, configuration, message) => {
    await expect(configure(configuration)).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: expect.stringMatching(message),
    });
  });

  it('come for the keys and events that they are set to', async () => {
    await configure({
      QueueConfigurations: [
        {
          Id: 'csv',
          QueueArn: QUEUE_ARN,
          Events: ['s3:ObjectCreated:Put'],
          Filter: {
            Key: {
              FilterRules: [
                { Name: 'prefix', Value: 'in/' },
                { Name: 'suffix', Value: '.csv' },
              ],
            },
          },
        },
      ],
    });
    for (const key of ['in/a b.csv', 'in/a.txt', 'out/a.csv']) await put(key);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'in/a b.csv' }));

    expect(
      (await notices()).map(({ eventName, s3: { configurationId, object } }) => [
        eventName,
        configurationId,
        object.key,
        object.size,
      ]),
    ).toEqual([['ObjectCreated:Put', 'csv', 'in/a+b.csv', 4]]);
  });

  it('distinguish deletions from delete markers, and name versions where the bucket has them', async () => {
    await configure({ QueueConfigurations: [{ QueueArn: QUEUE_ARN, Events: ['s3:ObjectRemoved:*'] }] });
    await put('k');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect((await notices()).map(({ eventName, s3: { object } }) => [eventName, object.versionId])).toEqual([
      ['ObjectRemoved:Delete', undefined],
    ]);

    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    await put('k');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    expect((await notices()).map(({ eventName, s3: { object } }) => [eventName, typeof object.versionId])).toEqual([
      ['ObjectRemoved:DeleteMarkerCreated', 'string'],
    ]);
  });

  it('are given up after a day for a queue that does not exist, with a line in the log', async () => {
    await configure({ QueueConfigurations: [{ QueueArn: `${QUEUE_ARN}-missing`, Events: ['s3:ObjectCreated:*'] }] });
    await put('lost');
    await clock.advance(2 * 86_400_000);

    expect(running.log).toEqual([
      expect.stringMatching(
        /^warn: S3 could not notify arn:aws:sqs:us-east-1:000000000000:news-missing of an object of arn:aws:s3:::noted: /,
      ),
    ]);
  });
});
