import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand,
  PutCompositeAlarmCommand,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator, VirtualClock } from '../test-emulator.ts';

const ALARM = {
  AlarmName: 'errors',
  Namespace: 'App',
  MetricName: 'Errors',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 2,
  Threshold: 0,
  ComparisonOperator: 'GreaterThanThreshold',
} as const satisfies PutMetricAlarmCommandInput;
const METRIC = { Id: 'm', MetricStat: { Metric: { Namespace: 'App', MetricName: 'Errors' }, Period: 60, Stat: 'Sum' } };
const { MetricName: _metric, Namespace: _namespace, Statistic: _statistic, Period: _period, ...OF_QUERIES } = ALARM;

const clock = new VirtualClock();
let running: TestEmulator;
let cloudwatch: CloudWatchClient;
beforeAll(async () => {
  running = await startTestEmulator({ clock });
  cloudwatch = new CloudWatchClient(running.client);
});
afterAll(() => running[Symbol.asyncDispose]());

const stateOf = async (name: string): Promise<string | undefined> => {
  const { CompositeAlarms = [], MetricAlarms = [] } = await cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ['CompositeAlarm', 'MetricAlarm'] }),
  );
  return [...CompositeAlarms, ...MetricAlarms][0]?.StateValue;
};

describe('PutMetricAlarm', () => {
  it.each<[string, Partial<PutMetricAlarmCommandInput>]>([
    ['neither a metric nor queries', { MetricName: undefined }],
    ['a metric and queries', { Metrics: [METRIC] }],
    ['no threshold', { Threshold: undefined }],
    ['more datapoints than periods', { DatapointsToAlarm: 3 }],
    ['no namespace', { Namespace: undefined }],
    ['two statistics', { ExtendedStatistic: 'p90' }],
    ['no statistic', { Statistic: undefined }],
    ['a percentile that is none', { Statistic: undefined, ExtendedStatistic: 'p101' }],
    ['no period', { Period: undefined }],
    ['a period between two minutes', { Period: 90 }],
    ['more than a day', { EvaluationPeriods: 1441 }],
    ['an action that is not an ARN', { AlarmActions: ['mail me'] }],
  ])('refuses %s', async (_, change) => {
    await expect(cloudwatch.send(new PutMetricAlarmCommand({ ...ALARM, ...change } as never))).rejects.toMatchObject({
      name: expect.stringMatching(/^Validation|^InvalidParameter/),
    });
    expect(await stateOf('errors')).toBeUndefined();
  });

  it.each<[string, Partial<PutMetricAlarmCommandInput>]>([
    ['a statistic with queries', { Metrics: [METRIC], Statistic: 'Sum' }],
    ['a period with queries', { Metrics: [METRIC], Period: 60 }],
    ['two queries that return data', { Metrics: [METRIC, { ...METRIC, Id: 'n' }] }],
    [
      'an expression that is none',
      {
        Metrics: [
          { ...METRIC, ReturnData: false },
          { Id: 'e', Expression: 'm +' },
        ],
      },
    ],
  ])('refuses %s', async (_, change) => {
    await expect(cloudwatch.send(new PutMetricAlarmCommand({ ...OF_QUERIES, ...change } as never))).rejects.toThrow();
    expect(await stateOf('errors')).toBeUndefined();
  });

  it.each<[string, Partial<PutMetricAlarmCommandInput>]>([
    ['anomaly detection', { ComparisonOperator: 'LessThanLowerOrGreaterThanUpperThreshold', ThresholdMetricId: 'm' }],
    ['trimmed means', { Statistic: undefined, ExtendedStatistic: 'tm90' }],
    ['actions of EC2', { AlarmActions: ['arn:aws:automate:us-east-1:ec2:stop'] }],
  ])('answers NotImplemented for %s', async (_, change) => {
    await expect(cloudwatch.send(new PutMetricAlarmCommand({ ...ALARM, ...change } as never))).rejects.toMatchObject({
      name: 'NotImplemented',
    });
  });
});

describe('composite alarms', () => {
  const put = (AlarmName: string, AlarmRule: string): Promise<unknown> =>
    cloudwatch.send(new PutCompositeAlarmCommand({ AlarmName, AlarmRule }));

  /** Alarms without data: `one` is in ALARM and `two` is OK. */
  beforeAll(async () => {
    await cloudwatch.send(new PutMetricAlarmCommand({ ...ALARM, AlarmName: 'one', TreatMissingData: 'breaching' }));
    await cloudwatch.send(new PutMetricAlarmCommand({ ...ALARM, AlarmName: 'two', TreatMissingData: 'notBreaching' }));
  });

  it.each([
    ['ALARM(one)', 'ALARM'],
    ['ALARM("one") AND OK(\'two\')', 'ALARM'],
    ['ALARM(one) AND ALARM(two)', 'OK'],
    ['ALARM(two) OR OK(two)', 'ALARM'],
    ['NOT OK(one) AND (INSUFFICIENT_DATA(two) OR TRUE)', 'ALARM'],
    ['FALSE OR ALARM(arn:aws:cloudwatch:us-east-1:000000000000:alarm:two)', 'OK'],
  ])('follow the rule %s', async (rule, state) => {
    await put('both', rule);
    await clock.advance(60_000);

    expect(await stateOf('both')).toBe(state);
  });

  it.each(['', 'ALARM(one', 'ALARM(one) AND', '(ALARM(one)', 'ALARM(one) OK(two)', 'ALARM(nowhere)'])(
    'refuse the rule %j',
    async (rule) => {
      await expect(put('broken', rule)).rejects.toMatchObject({ name: expect.stringMatching(/^Validation|^InvalidParameter/) });
    },
  );

  it('keep their name apart from metric alarms', async () => {
    await expect(put('one', 'ALARM(two)')).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('have a history of their states', async () => {
    await put('watching', 'OK(two)');
    await clock.advance(60_000);

    const { AlarmHistoryItems = [] } = await cloudwatch.send(
      new DescribeAlarmHistoryCommand({
        AlarmName: 'watching',
        HistoryItemType: 'StateUpdate',
        AlarmTypes: ['CompositeAlarm'],
      }),
    );
    expect(AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary)).toEqual([
      expect.stringMatching(/INSUFFICIENT_DATA.*ALARM/),
    ]);
  });
});

describe('tags', () => {
  it('belong to alarms and dashboards', async () => {
    await cloudwatch.send(new PutMetricAlarmCommand({ ...ALARM, AlarmName: 'tagged', Tags: [{ Key: 'a', Value: '1' }] }));
    await cloudwatch.send(new PutDashboardCommand({ DashboardName: 'board', DashboardBody: '{"widgets": []}' }));
    const tags = async (ResourceARN: string): Promise<unknown> =>
      (await cloudwatch.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags;

    for (const arn of [
      'arn:aws:cloudwatch:us-east-1:000000000000:alarm:tagged',
      'arn:aws:cloudwatch::000000000000:dashboard/board',
    ]) {
      await cloudwatch.send(
        new TagResourceCommand({
          ResourceARN: arn,
          Tags: [
            { Key: 'b', Value: '2' },
            { Key: 'c', Value: '3' },
          ],
        }),
      );
      await cloudwatch.send(new UntagResourceCommand({ ResourceARN: arn, TagKeys: ['c'] }));
      expect(await tags(arn)).toContainEqual({ Key: 'b', Value: '2' });
      expect(await tags(arn)).not.toContainEqual({ Key: 'c', Value: '3' });
    }
    await expect(tags('arn:aws:cloudwatch:us-east-1:000000000000:alarm:nowhere')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
