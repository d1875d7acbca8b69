import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoppedClock, startTestEmulator, type TestEmulator } from '../../../test/test-emulator.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('CloudWatch Logs', () => {
  const clock = new StoppedClock();
  let running: TestEmulator;
  let logs: CloudWatchLogsClient;

  beforeAll(async () => {
    running = await startTestEmulator({ clock });
    logs = new CloudWatchLogsClient(running.client);
  });

  afterAll(() => running[Symbol.asyncDispose]());

  async function stream(logGroupName: string, logStreamName: string): Promise<void> {
    await logs.send(new CreateLogGroupCommand({ logGroupName })).catch(() => {});
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  }

  const put = (
    logGroupName: string,
    logStreamName: string,
    ...events: readonly (readonly [ageMillis: number, message: string])[]
  ) =>
    logs.send(
      new PutLogEventsCommand({
        logGroupName,
        logStreamName,
        logEvents: events.map(([age, message]) => ({ timestamp: clock.now() - age, message })),
      }),
    );

  it('gives events forwards and backwards, and the same token at the end', async () => {
    await stream('/walk', 's');
    const messages = Array.from({ length: 7 }, (_, index) => `event ${index}`);
    await put('/walk', 's', ...messages.map((message) => [1000, message] as const));
    const page = (more: object) =>
      logs.send(new GetLogEventsCommand({ logGroupName: '/walk', logStreamName: 's', limit: 3, ...more }));

    const forwards: (string | undefined)[] = [];
    let token: string | undefined;
    for (;;) {
      const { events, nextForwardToken } = await page({ startFromHead: true, nextToken: token });
      if (nextForwardToken === token) break;
      forwards.push(...(events ?? []).map(({ message }) => message));
      token = nextForwardToken;
    }
    const newest = await page({});
    const before = await page({ nextToken: newest.nextBackwardToken });

    expect(forwards).toEqual(messages);
    expect(newest.events?.map(({ message }) => message)).toEqual(messages.slice(4));
    expect(before.events?.map(({ message }) => message)).toEqual(messages.slice(1, 4));
    await put('/walk', 's', [0, 'late']);
    expect((await page({ nextToken: token })).events).toMatchObject([{ message: 'late', timestamp: clock.now() }]);
  });

  it('filters by terms, time and stream, in pages', async () => {
    await stream('/filter', 'a');
    await stream('/filter', 'b');
    await put('/filter', 'a', [3000, 'ERROR one'], [1000, 'INFO two']);
    await put('/filter', 'b', [2000, 'ERROR three (expected)']);
    const find = async (more: object) =>
      (await logs.send(new FilterLogEventsCommand({ logGroupName: '/filter', ...more }))).events?.map(({ message }) => message);

    expect(await find({})).toEqual(['ERROR one', 'ERROR three (expected)', 'INFO two']);
    expect(await find({ filterPattern: 'ERROR' })).toEqual(['ERROR one', 'ERROR three (expected)']);
    expect(await find({ filterPattern: 'ERROR -expected' })).toEqual(['ERROR one']);
    expect(await find({ filterPattern: '?one ?two' })).toEqual(['ERROR one', 'INFO two']);
    expect(await find({ filterPattern: '"three (exp"' })).toEqual(['ERROR three (expected)']);
    expect(await find({ filterPattern: '%t[wh]%' })).toEqual(['ERROR three (expected)', 'INFO two']);
    expect(await find({ logStreamNames: ['a'], startTime: clock.now() - 2000 })).toEqual(['INFO two']);
    expect(await find({ logStreamNamePrefix: 'b' })).toEqual(['ERROR three (expected)']);
    await expect(find({ filterPattern: '{ $.level = "ERROR" }' })).rejects.toMatchObject({ name: 'NotImplemented' });
    const first = await logs.send(new FilterLogEventsCommand({ logGroupName: '/filter', limit: 2 }));
    expect(await find({ nextToken: first.nextToken })).toEqual(['INFO two']);
  });

  it('refuses batches as AWS does, and says which events it did not keep', async () => {
    await stream('/refuse', 's');

    await expect(put('/refuse', 's', [0, 'b'], [1, 'a'])).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Log events in a single PutLogEvents request must be in chronological order.',
    });
    await expect(put('/refuse', 's', [DAY + 1, 'a'], [0, 'b'])).rejects.toMatchObject({
      message: expect.stringContaining('24 hours'),
    });
    await expect(put('/none', 's', [0, 'a'])).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
    await expect(put('/refuse', 'none', [0, 'a'])).rejects.toMatchObject({ message: 'The specified log stream does not exist.' });
    expect((await put('/refuse', 's', [15 * DAY, 'old'], [14 * DAY, 'kept'])).rejectedLogEventsInfo).toEqual({
      tooOldLogEventEndIndex: 1,
    });
    expect((await put('/refuse', 's', [0, 'kept'], [-3 * HOUR, 'new'])).rejectedLogEventsInfo).toEqual({
      tooNewLogEventStartIndex: 1,
    });
    await expect(logs.send(new CreateLogGroupCommand({ logGroupName: '/refuse' }))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
    });
  });

  it('throws away what is older than the retention', async () => {
    await stream('/expire', 's');
    await put('/expire', 's', [2 * DAY, 'old'], [DAY + 1, 'old too']);
    await put('/expire', 's', [0, 'new']);

    await logs.send(new PutRetentionPolicyCommand({ logGroupName: '/expire', retentionInDays: 1 }));

    const { events } = await logs.send(new GetLogEventsCommand({ logGroupName: '/expire', logStreamName: 's' }));
    expect(events?.map(({ message }) => message)).toEqual(['new']);
  });

  it('describes groups by prefix and streams by their last event', async () => {
    for (const name of ['x', 'y', 'z']) await stream('/described/one', name);
    await stream('/described/two', 's');
    await put('/described/one', 'y', [1000, 'm']);
    await put('/described/one', 'x', [0, 'm']);

    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/described/', limit: 1 }));
    const { logStreams } = await logs.send(
      new DescribeLogStreamsCommand({ logGroupName: '/described/one', orderBy: 'LastEventTime', descending: true, limit: 2 }),
    );

    expect(logGroups).toMatchObject([
      { logGroupName: '/described/one', storedBytes: 54, arn: 'arn:aws:logs:us-east-1:000000000000:log-group:/described/one:*' },
    ]);
    expect(logStreams?.map(({ logStreamName }) => logStreamName)).toEqual(['x', 'y']);
    await logs.send(new DeleteLogGroupCommand({ logGroupName: '/described/one' }));
    expect((await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/described/' }))).logGroups).toHaveLength(1);
  });
});
