import { describe, expect, it } from 'vitest';
import { serviceCall } from './service-call.ts';
import { StoppedClock } from './test-emulator.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const clock = new StoppedClock();
const now = clock.now();
const call = serviceCall('logs', { clock });

const invalid = (message: string) => ({ code: 'InvalidParameterException', message });
const missing = (message: string) => ({ code: 'ResourceNotFoundException', message });
const exists = (message: string) => ({ code: 'ResourceAlreadyExistsException', message });

/** Creates a log group with its streams. */
async function createGroup(logGroupName: string, ...streams: string[]): Promise<void> {
  await call('CreateLogGroup', { logGroupName });
  for (const logStreamName of streams) await call('CreateLogStream', { logGroupName, logStreamName });
}

const put = (logGroupName: string, logStreamName: string, ...events: readonly [age: number, message: string][]) =>
  call('PutLogEvents', {
    logGroupName,
    logStreamName,
    logEvents: events.map(([age, message]) => ({ timestamp: now - age, message })),
  });

describe('a request on log groups', () => {
  it.each([
    [
      'PutLogEvents',
      { logStreamName: 's', logEvents: [{ timestamp: now, message: 'x'.repeat(1_048_577) }] },
      invalid('Upload too large: 1048603 bytes exceeds limit of 1048576'),
    ],
    ['CreateLogGroup', {}, exists('The specified log group already exists')],
    ['CreateLogStream', { logStreamName: 's' }, exists('The specified log stream already exists')],
    ['DeleteLogStream', { logStreamName: 'nothing' }, missing('The specified log stream does not exist.')],
    [
      'FilterLogEvents',
      { logStreamNames: ['s'], logStreamNamePrefix: 's' },
      invalid('logStreamNamePrefix and logStreamNames are mutually exclusive parameters.'),
    ],
    [
      'GetLogEvents',
      { logStreamName: 's', logGroupIdentifier: 'refused' },
      invalid('LogGroup name and LogGroup ARN are mutually exclusive parameters.'),
    ],
    [
      'GetLogEvents',
      { logStreamName: 's', logGroupName: undefined },
      invalid('LogGroup name or LogGroup ARN must be specified.'),
    ],
    ['GetLogEvents', { logStreamName: 's', nextToken: 'f/1/s' }, invalid('The specified nextToken is invalid.')],
    [
      'DescribeLogStreams',
      { orderBy: 'LastEventTime', logStreamNamePrefix: 's' },
      invalid('Cannot order by LastEventTime with a logStreamNamePrefix.'),
    ],
    [
      'DescribeLogGroups',
      { logGroupNamePrefix: 'a', logGroupNamePattern: 'b' },
      invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.'),
    ],
  ])('is refused by %s: %j', async (operation, input, error) => {
    await call('DeleteLogGroup', { logGroupName: 'refused' }).catch(() => {});
    await createGroup('refused', 's');

    await expect(call(operation, { logGroupName: 'refused', ...input })).rejects.toMatchObject(error);
    expect(await call('FilterLogEvents', { logGroupName: 'refused' })).toMatchObject({ events: [] });
  });
});

describe('a log group identifier', () => {
  it.each([
    'arn:aws:logs:eu-west-1:000000000000:log-group:identified',
    'arn:aws:states:us-east-1:000000000000:log-group:identified',
    'arn:aws:logs:us-east-1:000000000000:destination:identified',
  ])('that is %s names no log group of this region', async (logGroupIdentifier) => {
    await createGroup('identified', 's');

    await expect(call('GetLogEvents', { logStreamName: 's', logGroupIdentifier })).rejects.toMatchObject(
      missing('The specified log group does not exist.'),
    );
    await call('DeleteLogGroup', { logGroupName: 'identified' });
  });
});

describe('PutLogEvents', () => {
  it('says which events expired, and stores nothing where all are rejected', async () => {
    await createGroup('short', 's');
    await call('PutRetentionPolicy', { logGroupName: 'short', retentionInDays: 1 });

    expect(await put('short', 's', [3 * DAY, 'expired'], [2.5 * DAY, 'too'])).toMatchObject({
      rejectedLogEventsInfo: { expiredLogEventEndIndex: 2 },
    });
    const { logStreams } = await call<{ logStreams: object[] }>('DescribeLogStreams', { logGroupName: 'short' });
    expect(logStreams).toMatchObject([{ logStreamName: 's', lastEventTimestamp: undefined }]);
  });
});

describe('GetLogEvents', () => {
  it('leaves out the end of the range, and returns tokens without an event', async () => {
    await createGroup('ranged', 's', 'empty');
    await put('ranged', 's', [2000, 'first'], [1000, 'second']);
    const ask = (logStreamName: string, more: object = {}) =>
      call<{ events: { message: string }[]; nextForwardToken: string; nextBackwardToken: string }>('GetLogEvents', {
        logGroupIdentifier: 'arn:aws:logs:us-east-1:000000000000:log-group:ranged',
        logStreamName,
        ...more,
      });
    const { nextForwardToken, nextBackwardToken } = await ask('empty');

    expect((await ask('s', { endTime: now - 1000 })).events.map(({ message }) => message)).toEqual(['first']);
    expect(await ask('empty', { nextToken: nextForwardToken })).toMatchObject({ events: [], nextForwardToken });
    expect(await ask('empty', { nextToken: nextBackwardToken })).toMatchObject({ events: [], nextBackwardToken });
  });
});

describe('DescribeLogStreams', () => {
  it('orders streams by their last event, those without one first', async () => {
    await createGroup('ordered', 'a', 'b', 'c');
    await put('ordered', 'a', [1000, 'later']);
    await put('ordered', 'c', [2000, 'earlier']);
    const names = async (more: object) =>
      (
        await call<{ logStreams: { logStreamName: string }[] }>('DescribeLogStreams', {
          logGroupName: 'ordered',
          orderBy: 'LastEventTime',
          ...more,
        })
      ).logStreams.map(({ logStreamName }) => logStreamName);

    expect(await names({})).toEqual(['b', 'c', 'a']);
    expect(await names({ descending: true })).toEqual(['a', 'c', 'b']);
  });
});

describe('DescribeLogGroups', () => {
  it('filters by a part of the name, in any case, and by class', async () => {
    await call('CreateLogGroup', { logGroupName: '/team/Payments' });
    await call('CreateLogGroup', { logGroupName: '/team/rare', logGroupClass: 'INFREQUENT_ACCESS' });
    const names = async (input: object) =>
      (await call<{ logGroups: { logGroupName: string }[] }>('DescribeLogGroups', input)).logGroups.map(
        ({ logGroupName }) => logGroupName,
      );

    expect(await names({ logGroupNamePattern: 'payment' })).toEqual(['/team/Payments']);
    expect(await names({ logGroupNamePrefix: '/team/', logGroupClass: 'INFREQUENT_ACCESS' })).toEqual(['/team/rare']);
  });
});

describe('resource policies', () => {
  const policyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  it.each([
    ['PutResourcePolicy', { policyDocument }, invalid('policyName is required for policies of the account.')],
    ['PutResourcePolicy', { policyName: 'p' }, invalid('The policyDocument is not valid JSON.')],
    ['PutResourcePolicy', { policyName: 'p', policyDocument: '{' }, invalid('The policyDocument is not valid JSON.')],
    [
      'PutResourcePolicy',
      { policyDocument, resourceArn: 'arn:aws:logs:us-east-1:000000000000:log-group:g' },
      expect.objectContaining({ code: 'NotImplemented' }),
    ],
    ['DeleteResourcePolicy', {}, invalid('policyName is required for policies of the account.')],
    ['DeleteResourcePolicy', { policyName: 'p' }, missing('Policy with name [p] does not exist')],
  ])('are refused by %s: %j', async (operation, input, error) => {
    await expect(call(operation, input)).rejects.toMatchObject(error);
  });

  it('are replaced, listed and deleted, and ten at most', async () => {
    const names = async () =>
      (await call<{ resourcePolicies: { policyName: string }[] }>('DescribeResourcePolicies')).resourcePolicies.map(
        ({ policyName }) => policyName,
      );
    for (let index = 0; index < 10; index += 1) await call('PutResourcePolicy', { policyName: `p${index}`, policyDocument });
    const replaced = await call('PutResourcePolicy', { policyName: 'p0', policyDocument });

    expect(replaced).toMatchObject({ resourcePolicy: { policyName: 'p0', policyDocument, lastUpdatedTime: now } });
    await expect(call('PutResourcePolicy', { policyName: 'p10', policyDocument })).rejects.toMatchObject({
      code: 'LimitExceededException',
      message: 'Resource limit exceeded.',
    });
    for (let index = 1; index < 10; index += 1) await call('DeleteResourcePolicy', { policyName: `p${index}` });
    expect(await names()).toEqual(['p0']);
  });
});
