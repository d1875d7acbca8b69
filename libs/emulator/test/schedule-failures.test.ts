import { CreateScheduleCommand, DeleteScheduleCommand, SchedulerClient, type Target } from '@aws-sdk/client-scheduler';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator, trustOf, VirtualClock } from './test-emulator.ts';

const HOUR = 3_600_000;
const QUEUES = 'arn:aws:sqs:us-east-1:000000000000:';
const ROLE_ARN = 'arn:aws:iam::000000000000:role/scheduler';

const clock = new VirtualClock();
const urls: Record<string, string> = {};
let running: TestEmulator;
let scheduler: SchedulerClient;
let sqs: SQSClient;

beforeAll(async () => {
  running = await startTestEmulator({ clock });
  scheduler = new SchedulerClient(running.client);
  sqs = new SQSClient(running.client);
  const call = <Output>(service: 'iam' | 'sqs', operation: string, input: object): Promise<Output> =>
    running.emulator.aws.call<Output>(service, operation, input, { caller: running.emulator.rootCaller });
  for (const [QueueName, Attributes] of [
    ['due', {}],
    ['dead', {}],
    ['due.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' }],
  ] as const) {
    urls[QueueName] = (await call<{ QueueUrl: string }>('sqs', 'CreateQueue', { QueueName, Attributes })).QueueUrl;
  }
  const statement = {
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Resource: [`${QUEUES}due`, `${QUEUES}dead`, `${QUEUES}due.fifo`],
  };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await call('iam', 'CreateRole', { RoleName: 'scheduler', AssumeRolePolicyDocument: trustOf('scheduler.amazonaws.com') });
  await call('iam', 'PutRolePolicy', { RoleName: 'scheduler', PolicyName: 'send', PolicyDocument });
});
afterAll(() => running[Symbol.asyncDispose]());
beforeEach(() => {
  running.log.length = 0;
});

/** Lets a schedule fire once. */
async function fire(target: Partial<Target>): Promise<void> {
  const at = new Date(clock.now() + HOUR).toISOString().slice(0, 19);
  await scheduler.send(
    new CreateScheduleCommand({
      Name: 'once',
      ScheduleExpression: `at(${at})`,
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: { Arn: `${QUEUES}due`, RoleArn: ROLE_ARN, RetryPolicy: { MaximumRetryAttempts: 0 }, ...target },
    }),
  );
  await clock.advance(2 * HOUR);
}

/** Takes the messages of a queue. */
async function receive(queue: string): Promise<Message[]> {
  const QueueUrl = urls[queue];
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  for (const { ReceiptHandle } of Messages) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages;
}

describe('a schedule', () => {
  it('sends an empty object where its target has no input', async () => {
    await fire({});

    expect((await receive('due')).map(({ Body }) => Body)).toEqual(['{}']);
  });

  it('fills in the words of the Scheduler, and leaves unknown ones', async () => {
    const words = ['schedule-arn', 'scheduled-time', 'attempt-number', 'unknown'].map((word) => `<aws.scheduler.${word}>`);
    const due = new Date(clock.now() + HOUR).toISOString().replace(/\.\d+Z$/u, 'Z');
    await fire({ Input: words.join(' ') });

    const [message] = await receive('due');
    expect(message?.Body).toBe(`arn:aws:scheduler:us-east-1:000000000000:schedule/default/once ${due} 1 <aws.scheduler.unknown>`);
  });

  it('sends to the group of a FIFO queue', async () => {
    await fire({ Arn: `${QUEUES}due.fifo`, SqsParameters: { MessageGroupId: 'g' }, Input: '"first"' });

    expect(await receive('due.fifo')).toEqual([
      expect.objectContaining({ Body: '"first"', Attributes: expect.objectContaining({ MessageGroupId: 'g' }) }),
    ]);
  });

  it('does not fire once it is deleted', async () => {
    const at = new Date(clock.now() + HOUR).toISOString().slice(0, 19);
    const Target = { Arn: `${QUEUES}due`, RoleArn: ROLE_ARN, Input: '"late"' };
    const FlexibleTimeWindow = { Mode: 'OFF' as const };
    await scheduler.send(
      new CreateScheduleCommand({ Name: 'gone', ScheduleExpression: `at(${at})`, FlexibleTimeWindow, Target }),
    );
    await scheduler.send(new DeleteScheduleCommand({ Name: 'gone' }));
    await clock.advance(2 * HOUR);

    expect(await receive('due')).toEqual([]);
  });
});

describe('a schedule whose target cannot be reached', () => {
  it('sends what it could not deliver, with the reason, to its dead-letter queue', async () => {
    await fire({ Arn: `${QUEUES}missing`, Input: '"lost"', DeadLetterConfig: { Arn: `${QUEUES}dead` } });

    const [letter] = await receive('dead');
    expect(letter?.Body).toBe('"lost"');
    const attributes = Object.entries(letter?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [name, StringValue]);
    expect(Object.fromEntries(attributes)).toMatchObject({
      ERROR_CODE: expect.stringMatching(/^\w[\w.]+$/),
      ERROR_MESSAGE: expect.stringMatching(/\w/),
      SCHEDULE_ARN: 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/once',
      TARGET_ARN: `${QUEUES}missing`,
      IS_PAYLOAD_TRUNCATED: 'false',
      X_AMZ_SCHEDULER_RETRY_ATTEMPTS: '0',
    });
  });

  it('sends an empty object to its dead-letter queue where its target has no input', async () => {
    await fire({ Arn: `${QUEUES}missing`, DeadLetterConfig: { Arn: `${QUEUES}dead` } });

    expect((await receive('dead')).map(({ Body }) => Body)).toEqual(['{}']);
  });

  it('says so in the log where it has no dead-letter queue', async () => {
    await fire({ Arn: `${QUEUES}missing` });

    expect(running.log).toEqual([expect.stringMatching(/^warn: The schedule once could not reach arn:aws:sqs:.*:missing: /)]);
  });

  it('says so in the log where its dead-letter queue cannot be reached either', async () => {
    await fire({ Arn: `${QUEUES}missing`, DeadLetterConfig: { Arn: `${QUEUES}none` } });

    expect(running.log).toEqual([
      expect.stringMatching(/could not reach arn:aws:sqs:.*:missing: /),
      expect.stringMatching(/could not use its dead-letter queue arn:aws:sqs:.*:none: /),
    ]);
  });
});
