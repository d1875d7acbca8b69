import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StoppedClock, startTestEmulator, type TestEmulator } from '../../../test/test-emulator.ts';

const MINUTE = 60_000;

describe('CloudWatch', () => {
  const clock = new StoppedClock();
  const now = clock.now();
  let running: TestEmulator;
  let cloudwatch: CloudWatchClient;

  beforeAll(async () => {
    running = await startTestEmulator({ clock });
    cloudwatch = new CloudWatchClient(running.client);
  });

  afterAll(() => running[Symbol.asyncDispose]());

  const range = { StartTime: new Date(now - 10 * MINUTE), EndTime: new Date(now + MINUTE) };

  it('computes statistics and percentiles by period', async () => {
    const Dimensions = [
      { Name: 'b', Value: '2' },
      { Name: 'a', Value: '1' },
    ];
    const at = (minutes: number) => new Date(now - minutes * MINUTE);
    await cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: 'Pipeline',
        MetricData: [
          { MetricName: 'r2', Dimensions, Timestamp: at(2), Value: 1 },
          { MetricName: 'r2', Dimensions, Timestamp: at(2), Values: [2, 9], Counts: [2, 1] },
          {
            MetricName: 'r2',
            Dimensions,
            Timestamp: at(1),
            StatisticValues: { Sum: 10, SampleCount: 4, Minimum: 1, Maximum: 4 },
          },
        ],
      }),
    );
    const query = { Namespace: 'Pipeline', MetricName: 'r2', Dimensions: Dimensions.toReversed() };

    const { Datapoints } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        ...query,
        ...range,
        Period: 60,
        Statistics: ['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount'],
        ExtendedStatistics: ['p50', 'p100'],
      }),
    );
    const { MetricDataResults } = await cloudwatch.send(
      new GetMetricDataCommand({
        ...range,
        MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: query, Period: 60, Stat: 'Sum' } }],
      }),
    );

    expect(Datapoints).toMatchObject([
      {
        Timestamp: at(2),
        Average: 3.5,
        Sum: 14,
        Minimum: 1,
        Maximum: 9,
        SampleCount: 4,
        ExtendedStatistics: { p50: 2, p100: 9 },
      },
      { Timestamp: at(1), Average: 2.5, Sum: 10, Minimum: 1, Maximum: 4, SampleCount: 4, ExtendedStatistics: {} },
    ]);
    expect(MetricDataResults).toMatchObject([{ Id: 'm', Timestamps: [at(1), at(2)], Values: [10, 14] }]);
    expect((await cloudwatch.send(new ListMetricsCommand({ Dimensions: [{ Name: 'a' }] }))).Metrics).toMatchObject([
      { MetricName: 'r2' },
    ]);
  });

  it('refuses data and questions as AWS does', async () => {
    const put = (datum: object, Namespace = 'N') =>
      cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName: 'm', ...datum }] }));

    await expect(put({ Value: 1 }, 'AWS/States')).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
    await expect(put({})).rejects.toMatchObject({ message: 'The parameter MetricData.member.1.Value is required.' });
    await expect(put({ Values: [1], Counts: [1, 2] })).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
    await expect(
      cloudwatch.send(
        new GetMetricStatisticsCommand({
          Namespace: 'N',
          MetricName: 'm',
          StartTime: range.EndTime,
          EndTime: range.StartTime,
          Period: 60,
          Statistics: ['Sum'],
        }),
      ),
    ).rejects.toMatchObject({ message: 'The parameter StartTime must be less than the parameter EndTime.' });
    await expect(
      cloudwatch.send(new GetMetricDataCommand({ ...range, MetricDataQueries: [{ Id: 'e', Expression: "SEARCH('x', 'Sum')" }] })),
    ).rejects.toMatchObject({ message: expect.stringContaining('is not served') });
  });

  it('keeps alarms and dashboards', async () => {
    const alarm = {
      AlarmName: 'failed',
      Namespace: 'AWS/States',
      MetricName: 'ExecutionsFailed',
      Statistic: 'Sum' as const,
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold' as const,
      AlarmActions: ['arn:aws:sns:us-east-1:000000000000:topic'],
    };
    await cloudwatch.send(new PutMetricAlarmCommand({ ...alarm, Tags: [{ Key: 'a', Value: 'b' }] }));
    await cloudwatch.send(new PutDashboardCommand({ DashboardName: 'd', DashboardBody: '{"widgets":[]}' }));

    expect((await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ['failed'] }))).MetricAlarms).toMatchObject([
      { ...alarm, StateValue: 'INSUFFICIENT_DATA', AlarmArn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:failed' },
    ]);
    expect((await cloudwatch.send(new GetDashboardCommand({ DashboardName: 'd' }))).DashboardBody).toBe('{"widgets":[]}');
    await cloudwatch.send(new DeleteAlarmsCommand({ AlarmNames: ['failed'] }));
    expect((await cloudwatch.send(new DescribeAlarmsCommand({}))).MetricAlarms ?? []).toEqual([]);
    await expect(cloudwatch.send(new PutDashboardCommand({ DashboardName: 'd', DashboardBody: 'x' }))).rejects.toMatchObject({
      name: 'DashboardInvalidInputError',
    });
  });
});
