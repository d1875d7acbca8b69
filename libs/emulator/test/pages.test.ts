import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zip } from '../src/services/lambda/zip.ts';
import { startTestEmulator, type TestEmulator } from './test-emulator.ts';

const NAMES = ['a', 'b', 'c'];
let running: TestEmulator;

const call = <Output = Record<string, unknown>>(service: string, operation: string, input: object): Promise<Output> =>
  running.emulator.aws.call<Output>(service as 'events', operation, input, { caller: running.emulator.rootCaller });

beforeAll(async () => {
  running = await startTestEmulator();
  for (const name of NAMES) {
    await call('events', 'PutRule', { Name: name, ScheduleExpression: 'rate(1 day)' });
    const alarm = { AlarmName: name, Namespace: 'N', MetricName: 'M', Statistic: 'Sum', Period: 60, EvaluationPeriods: 1 };
    await call('cloudwatch', 'PutMetricAlarm', { ...alarm, Threshold: 1, ComparisonOperator: 'GreaterThanThreshold' });
    await call('lambda', 'CreateFunction', {
      FunctionName: name,
      Role: 'arn:aws:iam::000000000000:role/any',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: zip({ 'index.js': 'exports.handler = () => 1;' }) },
    });
    const Target = { Arn: 'arn:aws:sqs:us-east-1:000000000000:q', RoleArn: 'arn:aws:iam::000000000000:role/scheduler' };
    if (name === 'a') await createSchedulerRole();
    await call('scheduler', 'CreateSchedule', {
      Name: name,
      ScheduleExpression: 'rate(1 day)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target,
    });
  }
});
afterAll(() => running[Symbol.asyncDispose]());

async function createSchedulerRole(): Promise<void> {
  const Statement = ['scheduler.amazonaws.com', 'lambda.amazonaws.com'].map((Service) => ({
    Effect: 'Allow',
    Principal: { Service },
    Action: 'sts:AssumeRole',
  }));
  for (const RoleName of ['scheduler', 'any'])
    await call('iam', 'CreateRole', {
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    });
}

/** A list operation: its input, the members of its token and page size, what a page holds, and the error for an invalid token. */
const LISTS: [
  service: string,
  operation: string,
  input: object,
  members: { token: string; next: string; size: string },
  read: (output: never) => (string | undefined)[],
  error: string,
][] = [
  [
    'events',
    'ListRules',
    {},
    { token: 'NextToken', next: 'NextToken', size: 'Limit' },
    (output: { Rules: { Name: string }[] }) => output.Rules.map(({ Name }) => Name),
    'ValidationException',
  ],
  [
    'scheduler',
    'ListSchedules',
    {},
    { token: 'NextToken', next: 'NextToken', size: 'MaxResults' },
    (output: { Schedules: { Name: string }[] }) => output.Schedules.map(({ Name }) => Name),
    'ValidationException',
  ],
  [
    'cloudwatch',
    'DescribeAlarms',
    {},
    { token: 'NextToken', next: 'NextToken', size: 'MaxRecords' },
    (output: { MetricAlarms: { AlarmName: string }[] }) => output.MetricAlarms.map(({ AlarmName }) => AlarmName),
    'InvalidNextToken',
  ],
  [
    'cloudwatch',
    'DescribeAlarmHistory',
    { HistoryItemType: 'ConfigurationUpdate', ScanBy: 'TimestampAscending' },
    { token: 'NextToken', next: 'NextToken', size: 'MaxRecords' },
    (output: { AlarmHistoryItems: { AlarmName: string }[] }) => output.AlarmHistoryItems.map(({ AlarmName }) => AlarmName),
    'InvalidNextToken',
  ],
  [
    'lambda',
    'ListFunctions',
    {},
    { token: 'Marker', next: 'NextMarker', size: 'MaxItems' },
    (output: { Functions: { FunctionName: string }[] }) => output.Functions.map(({ FunctionName }) => FunctionName),
    'InvalidParameterValueException',
  ],
];

describe.each(LISTS)('%s %s', (service, operation, input, { token, next, size }, read, error) => {
  it('lists everything in pages, each after the last item of the one before', async () => {
    const first = await call(service, operation, { ...input, [size]: 2 });
    const second = await call(service, operation, { ...input, [size]: 2, [token]: first[next] });

    expect(read(first as never)).toEqual(['a', 'b']);
    expect(read(second as never)).toEqual(['c']);
    expect(second[next]).toBeUndefined();
  });

  it('rejects a token that it did not return', async () => {
    await expect(call(service, operation, { ...input, [token]: 'nonsense' })).rejects.toMatchObject({ code: error });
  });
});

const DELETIONS: Readonly<Record<string, (name: string) => Promise<unknown>>> = {
  ListRules: (Name) => call('events', 'DeleteRule', { Name }),
  ListSchedules: (Name) => call('scheduler', 'DeleteSchedule', { Name }),
  DescribeAlarms: (name) => call('cloudwatch', 'DeleteAlarms', { AlarmNames: [name] }),
  ListFunctions: (FunctionName) => call('lambda', 'DeleteFunction', { FunctionName }),
};

// Last in this file: the tests above list what is deleted here.
describe.each(LISTS.filter(([, operation]) => operation in DELETIONS))('%s %s', (service, operation, input, members, read) => {
  const { token, next, size } = members;

  it('skips nothing when the items of the page before were deleted', async () => {
    const first = await call(service, operation, { ...input, [size]: 2 });
    for (const name of read(first as never)) await DELETIONS[operation]?.(name as string);
    const second = await call(service, operation, { ...input, [size]: 2, [token]: first[next] });

    expect(read(first as never)).toEqual(['a', 'b']);
    expect(read(second as never)).toEqual(['c']);
  });
});
