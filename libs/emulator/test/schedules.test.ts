import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
  SchedulerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator, trustOf, VirtualClock } from './test-emulator.ts';

const HOUR = 3_600_000;
const QUEUE_ARN = 'arn:aws:sqs:us-east-1:000000000000:due';
const ROLE_ARN = 'arn:aws:iam::000000000000:role/scheduler';

const clock = new VirtualClock();
let running: TestEmulator;
let scheduler: SchedulerClient;
let queueUrl: string;

const call = <Output>(service: 'iam' | 'sqs', operation: string, input: object): Promise<Output> =>
  running.emulator.aws.call<Output>(service, operation, input, { caller: running.emulator.rootCaller });

beforeAll(async () => {
  running = await startTestEmulator({ clock });
  scheduler = new SchedulerClient(running.client);
  queueUrl = (await call<{ QueueUrl: string }>('sqs', 'CreateQueue', { QueueName: 'due' })).QueueUrl;
  const Statement = [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await call('iam', 'CreateRole', { RoleName: 'scheduler', AssumeRolePolicyDocument: trustOf('scheduler.amazonaws.com') });
  await call('iam', 'PutRolePolicy', { RoleName: 'scheduler', PolicyName: 'send', PolicyDocument });
});
afterAll(() => running[Symbol.asyncDispose]());

const schedule = (Name: string, more: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommandInput => ({
  Name,
  ScheduleExpression: 'rate(1 hour)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: { Arn: QUEUE_ARN, RoleArn: ROLE_ARN, Input: JSON.stringify({ from: Name }) },
  ...more,
});
const create = (Name: string, more: Partial<CreateScheduleCommandInput> = {}): Promise<unknown> =>
  scheduler.send(new CreateScheduleCommand(schedule(Name, more)));

/** The names of the schedules whose messages have arrived. */
async function arrived(): Promise<string[]> {
  const names: string[] = [];
  for (;;) {
    const { Messages = [] } = await call<{ Messages?: { Body: string; ReceiptHandle: string }[] }>('sqs', 'ReceiveMessage', {
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
    });
    if (Messages.length === 0) return names.toSorted();
    for (const { Body, ReceiptHandle } of Messages) {
      names.push((JSON.parse(Body) as { from: string }).from);
      await call('sqs', 'DeleteMessage', { QueueUrl: queueUrl, ReceiptHandle });
    }
  }
}

describe('CreateSchedule', () => {
  it.each<[string, Partial<CreateScheduleCommandInput>]>([
    ['a time zone that does not exist', { ScheduleExpressionTimezone: 'Mars/Olympus' }],
    ['an expression that is none', { ScheduleExpression: 'every day' }],
    ['a window without its length', { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } }],
    ['a length without a window', { FlexibleTimeWindow: { Mode: 'OFF', MaximumWindowInMinutes: 5 } }],
    ['an end before its start', { StartDate: new Date(HOUR), EndDate: new Date(0) }],
    ['a target that is not an ARN', { Target: { Arn: 'queue', RoleArn: ROLE_ARN } }],
    ['a role that does not exist', { Target: { Arn: QUEUE_ARN, RoleArn: `${ROLE_ARN}-2` } }],
  ])('refuses %s', async (_, change) => {
    await expect(create('refused', change)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it.each<[string, Partial<CreateScheduleCommandInput>]>([
    ['a target of ECS', { Target: { Arn: 'arn:aws:ecs:us-east-1:000000000000:cluster/c', RoleArn: ROLE_ARN } }],
    ['parameters of Kinesis', { Target: { Arn: QUEUE_ARN, RoleArn: ROLE_ARN, KinesisParameters: { PartitionKey: 'k' } } }],
  ])('answers NotImplemented for %s', async (_, change) => {
    await expect(create('refused', change)).rejects.toMatchObject({ name: 'NotImplemented' });
  });

  it('refuses a name that is taken, and a group that does not exist', async () => {
    await create('taken');

    await expect(create('taken')).rejects.toMatchObject({ name: 'ConflictException' });
    await expect(create('other', { GroupName: 'nowhere' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await scheduler.send(new DeleteScheduleCommand({ Name: 'taken' }));
    await expect(scheduler.send(new GetScheduleCommand({ Name: 'taken' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});

describe('schedules', () => {
  it('send their messages when they are due, within their dates, and not while they are disabled', async () => {
    const now = clock.now();
    const at = (hours: number): string => `at(${new Date(now + hours * HOUR).toISOString().slice(0, 19)})`;
    await clock.advance(0);
    await arrived();
    await create('once', { ScheduleExpression: at(1), ActionAfterCompletion: 'DELETE' });
    await create('later', { ScheduleExpression: at(5) });
    await create('hourly', { StartDate: new Date(now + 2 * HOUR), EndDate: new Date(now + 3.5 * HOUR) });
    await create('disabled', { State: 'DISABLED' });
    await create('window', { ScheduleExpression: at(1), FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 } });
    await create('zone', { ScheduleExpression: 'cron(0 12 * * ? *)', ScheduleExpressionTimezone: 'Europe/Berlin' });

    await clock.advance(1.5 * HOUR);
    expect(await arrived()).toEqual(['once', 'window']);
    await expect(scheduler.send(new GetScheduleCommand({ Name: 'once' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });

    await clock.advance(2.5 * HOUR);
    expect(await arrived()).toEqual(['hourly', 'hourly']);

    await scheduler.send(new UpdateScheduleCommand(schedule('later', { ScheduleExpression: at(8), Description: 'put off' })));
    await clock.advance(3 * HOUR);
    expect(await arrived()).toEqual([]);
    await clock.advance(2 * HOUR);
    expect(await arrived()).toEqual(['later']);

    const later = await scheduler.send(new GetScheduleCommand({ Name: 'later' }));
    expect(later).toMatchObject({
      Description: 'put off',
      State: 'ENABLED',
      ScheduleExpressionTimezone: 'UTC',
      GroupName: 'default',
    });
    await clock.advance(3 * HOUR);
    expect(await arrived()).toEqual(['zone']);
  });

  it('are listed by group, name and state, page by page', async () => {
    await scheduler.send(new CreateScheduleGroupCommand({ Name: 'nightly', Tags: [{ Key: 'team', Value: 'a' }] }));
    for (const name of ['a-1', 'a-2', 'b-1'])
      await create(name, { GroupName: 'nightly', ...(name === 'a-2' && { State: 'DISABLED' }) });
    const list = async (more: object): Promise<(string | undefined)[]> =>
      (await scheduler.send(new ListSchedulesCommand({ GroupName: 'nightly', ...more }))).Schedules?.map(({ Name }) => Name) ??
      [];

    const first = await scheduler.send(new ListSchedulesCommand({ GroupName: 'nightly', MaxResults: 2 }));

    expect(first.Schedules?.map(({ Name }) => Name)).toEqual(['a-1', 'a-2']);
    expect(await list({ NextToken: first.NextToken })).toEqual(['b-1']);
    expect(await list({ NamePrefix: 'a-' })).toEqual(['a-1', 'a-2']);
    expect(await list({ State: 'DISABLED' })).toEqual(['a-2']);
    await expect(list({ GroupName: 'nowhere' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('have groups with tags, which take their schedules with them', async () => {
    const group = await scheduler.send(new GetScheduleGroupCommand({ Name: 'nightly' }));
    const ResourceArn = group.Arn;
    await scheduler.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'stage', Value: 'dev' }] }));
    await scheduler.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['team'] }));

    expect((await scheduler.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual([
      { Key: 'stage', Value: 'dev' },
    ]);
    await expect(scheduler.send(new CreateScheduleGroupCommand({ Name: 'nightly' }))).rejects.toMatchObject({
      name: 'ConflictException',
    });
    await expect(scheduler.send(new DeleteScheduleGroupCommand({ Name: 'default' }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await scheduler.send(new DeleteScheduleGroupCommand({ Name: 'nightly' }));
    const { ScheduleGroups = [] } = await scheduler.send(new ListScheduleGroupsCommand({}));
    expect(ScheduleGroups.map(({ Name }) => Name)).toEqual(['default']);
    expect((await scheduler.send(new ListSchedulesCommand({ NamePrefix: 'a-' }))).Schedules).toEqual([]);
  });
});
