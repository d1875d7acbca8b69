import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { until } from '@stepmaker/testing';
import { expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator, temporaryDirectory, trustOf } from '../test-emulator.ts';

const BUSY_SERVER = fileURLToPath(new URL('busy-server.ts', import.meta.url));
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:deliveries';

it('events and schedules that a killed server had accepted are delivered by the next one, and schedules continue', async () => {
  const dataDir = temporaryDirectory();
  let queueUrl = '';
  {
    await using setUp = await startTestEmulator({ dataDir });
    queueUrl = await makeQueueAndRule(setUp);
  }

  const child = spawn(process.execPath, ['--conditions=@stepmaker/source', '--no-warnings', BUSY_SERVER, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const endpoint = String((await lines.next()).value);
  const settings = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, maxAttempts: 1 };
  const schedule = (Name: string, seconds: number): Promise<unknown> =>
    new SchedulerClient(settings).send(
      new CreateScheduleCommand({
        Name,
        ScheduleExpression: `at(${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)})`,
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: QUEUE, RoleArn: 'arn:aws:iam::000000000000:role/scheduler', Input: JSON.stringify({ from: Name }) },
      }),
    );
  const Detail = JSON.stringify({ from: 'an event' });
  await new EventBridgeClient(settings).send(
    new PutEventsCommand({ Entries: [{ Source: 'test', DetailType: 'something', Detail }] }),
  );
  await schedule('due-before-the-kill', 2);
  await schedule('due-after-it', 8);
  const refused = new Set<string>();
  while (refused.size < 2) refused.add(String((await lines.next()).value));
  child.kill('SIGKILL');
  await once(child, 'exit');

  await using next = await startTestEmulator({ dataDir });
  const received = new Set<string>();
  await until(async () => {
    const { Messages = [] } = await call<{ Messages?: { Body: string }[] }>(next, 'sqs', 'ReceiveMessage', {
      QueueUrl: queueUrl,
    });
    for (const { Body } of Messages) received.add((JSON.parse(Body) as { from: string }).from);
    return received.size === 3;
  });

  expect([...refused].map((each) => (JSON.parse(each) as { from: string }).from).sort()).toEqual([
    'an event',
    'due-before-the-kill',
  ]);
  expect([...received].sort()).toEqual(['an event', 'due-after-it', 'due-before-the-kill']);
  rmSync(dataDir, { recursive: true, force: true });
});

/** A queue, a rule that sends events' details to it, and a role for schedules. Answers the queue's URL. */
async function makeQueueAndRule(server: TestEmulator): Promise<string> {
  const { QueueUrl } = await call<{ QueueUrl: string }>(server, 'sqs', 'CreateQueue', { QueueName: 'deliveries' });
  const statement = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };
  const policy = (more: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...more }] });
  const Attributes = { Policy: policy({ Principal: { Service: 'events.amazonaws.com' } }) };
  await call(server, 'sqs', 'SetQueueAttributes', { QueueUrl, Attributes });
  await call(server, 'events', 'PutRule', { Name: 'deliveries', EventPattern: JSON.stringify({ source: ['test'] }) });
  await call(server, 'events', 'PutTargets', { Rule: 'deliveries', Targets: [{ Id: 'q', Arn: QUEUE, InputPath: '$.detail' }] });
  const RoleName = 'scheduler';
  await call(server, 'iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument: trustOf('scheduler.amazonaws.com') });
  await call(server, 'iam', 'PutRolePolicy', { RoleName, PolicyName: 'send', PolicyDocument: policy({}) });
  return QueueUrl;
}

function call<Output = Record<string, never>>(
  { emulator }: TestEmulator,
  service: string,
  operation: string,
  input: object,
): Promise<Output> {
  return emulator.aws.call<Output>(service as 'sqs', operation, input, { caller: emulator.rootCaller });
}
