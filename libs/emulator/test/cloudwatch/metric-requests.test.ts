import { describe, expect, it } from 'vitest';
import { serviceCall } from '../service-call.ts';
import { StoppedClock } from '../test-emulator.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const clock = new StoppedClock();
const start = clock.now();
const call = serviceCall('cloudwatch', { clock });

const invalidValue = (message: string) => ({ code: 'InvalidParameterValue', message });
const invalidCombination = (message: string) => ({ code: 'InvalidParameterCombination', message });
const missing = (name: string) => ({ code: 'MissingParameter', message: `The parameter ${name} is required.` });
const at = (minutes: number) => new Date(start + minutes * MINUTE);

describe('PutMetricData', () => {
  const datum = (more: object) => ({ MetricData: [{ MetricName: 'm', ...more }] });
  it.each([
    ['no data', {}, missing('MetricData')],
    [
      'more than 1000 data',
      { MetricData: Array.from({ length: 1001 }, () => ({ MetricName: 'm', Value: 1 })) },
      invalidValue('The collection MetricData must not have a size greater than 1000.'),
    ],
    [
      'a value and a statistic set',
      datum({ Value: 1, StatisticValues: { Sum: 1, SampleCount: 1, Minimum: 1, Maximum: 1 } }),
      invalidCombination(
        'The parameters MetricData.member.1.Value and MetricData.member.1.StatisticValues are mutually exclusive and you have specified both.',
      ),
    ],
    [
      'a maximum below the minimum',
      datum({ StatisticValues: { Sum: 1, SampleCount: 1, Minimum: 2, Maximum: 1 } }),
      invalidCombination(
        'The parameter MetricData.member.1.StatisticValues.Maximum must be greater than MetricData.member.1.StatisticValues.Minimum.',
      ),
    ],
    [
      'a value that is not a number',
      datum({ Value: Number.NaN }),
      invalidValue('The value NaN for parameter MetricData.member.1.Value is invalid.'),
    ],
  ])('refuses %s', async (_what, more, error) => {
    await expect(call('PutMetricData', { Namespace: 'Refused', ...more })).rejects.toMatchObject(error);
    expect(await call('ListMetrics', { Namespace: 'Refused' })).toMatchObject({ Metrics: [] });
  });

  it('stores the data of entities', async () => {
    const MetricData = [{ MetricName: 'latency', Value: 3, Timestamp: at(0) }];
    await call('PutMetricData', { Namespace: 'Entities', EntityMetricData: [{ Entity: {}, MetricData }, { Entity: {} }] });

    expect(await call('ListMetrics', { Namespace: 'Entities' })).toMatchObject({ Metrics: [{ MetricName: 'latency' }] });
  });
});

describe('ListMetrics', () => {
  it('filters by name, by dimension and by recent activity', async () => {
    const Dimensions = [
      { Name: 'b', Value: '1' },
      { Name: 'a', Value: '2' },
    ];
    await call('PutMetricData', {
      Namespace: 'Listed',
      MetricData: [
        { MetricName: 'old', Value: 1, Timestamp: new Date(start - 4 * HOUR) },
        { MetricName: 'new', Value: 1, Dimensions },
      ],
    });
    const names = async (filter: object): Promise<string[]> =>
      (await call<{ Metrics: { MetricName: string }[] }>('ListMetrics', { Namespace: 'Listed', ...filter })).Metrics.map(
        ({ MetricName }) => MetricName,
      );

    expect(await names({ NextToken: '' })).toEqual(['new', 'old']);
    expect(await names({ RecentlyActive: 'PT3H' })).toEqual(['new']);
    expect(await names({ MetricName: 'old' })).toEqual(['old']);
    expect(await names({ Dimensions: [{ Name: 'a', Value: '2' }] })).toEqual(['new']);
    expect(await names({ Dimensions: [{ Name: 'a', Value: '3' }] })).toEqual([]);
  });

  it('returns 500 metrics at a time', async () => {
    const MetricData = Array.from({ length: 501 }, (_, index) => ({ MetricName: `m${index}`, Value: 1 }));
    await call('PutMetricData', { Namespace: 'Many', MetricData });
    const first = await call<{ Metrics: object[]; NextToken: string }>('ListMetrics', { Namespace: 'Many' });
    const { NextToken } = first;
    const second = await call('ListMetrics', { Namespace: 'Many', NextToken });

    expect(first.Metrics).toHaveLength(500);
    expect(second['Metrics']).toHaveLength(1);
    expect(second).not.toHaveProperty('NextToken');
    await expect(call('ListMetrics', { Namespace: 'Listed', NextToken })).rejects.toMatchObject(
      invalidValue('The value for parameter NextToken is invalid.'),
    );
  });
});

describe('GetMetricStatistics', () => {
  const ask = (more: object) =>
    call('GetMetricStatistics', {
      Namespace: 'Units',
      MetricName: 'size',
      StartTime: at(-5),
      EndTime: at(5),
      Period: 60,
      Statistics: ['Sum'],
      ...more,
    });

  it.each([
    [
      'no statistic',
      { Statistics: undefined },
      invalidCombination('At least one of the parameters Statistics and ExtendedStatistics must be specified.'),
    ],
    [
      'more than 1440 data points',
      { StartTime: at(-1441) },
      invalidCombination(
        'You have requested up to 1446 datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.',
      ),
    ],
    [
      'a period of 90 seconds',
      { Period: 90 },
      invalidValue('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.'),
    ],
  ])('refuses %s', async (_what, more, error) => {
    await expect(ask(more)).rejects.toMatchObject(error);
  });

  it('takes only data of the unit that is asked for', async () => {
    const size = { MetricName: 'size', Timestamp: at(0) };
    await call('PutMetricData', {
      Namespace: 'Units',
      MetricData: [
        { ...size, Value: 1, Unit: 'Bytes' },
        { ...size, Value: 2, Unit: 'Kilobytes' },
      ],
    });

    expect(await ask({ Unit: 'Bytes' })).toMatchObject({ Datapoints: [{ Sum: 1, Unit: 'Bytes' }] });
    expect(await ask({})).toMatchObject({ Datapoints: [{ Sum: 3 }] });
  });
});

describe('GetMetricData', () => {
  const query = (stat: object, metric: object = { Namespace: 'Sets', MetricName: 'latency' }) => ({
    StartTime: at(-5),
    EndTime: at(5),
    MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: metric, Period: 60, ...stat } }],
  });

  it.each([
    [
      'a metric without a namespace',
      query({ Stat: 'Sum' }, { MetricName: 'latency' }),
      missing('MetricDataQueries.member.1.MetricStat.Metric.Namespace'),
    ],
    [
      'a metric without a name',
      query({ Stat: 'Sum' }, { Namespace: 'Sets' }),
      missing('MetricDataQueries.member.1.MetricStat.Metric.MetricName'),
    ],
    ['an unknown statistic', query({ Stat: 'Mode' }), invalidValue('The value Mode for parameter Stat is not supported.')],
  ])('refuses %s', async (_what, input, error) => {
    const StatisticValues = { Sum: 10, SampleCount: 4, Minimum: 1, Maximum: 4 };
    await call('PutMetricData', {
      Namespace: 'Sets',
      MetricData: [{ MetricName: 'latency', Timestamp: at(0), StatisticValues }],
    });

    await expect(call('GetMetricData', input)).rejects.toMatchObject(error);
  });

  it('has no percentiles of statistic sets, and only data of the unit that is asked for', async () => {
    const StatisticValues = { Sum: 10, SampleCount: 4, Minimum: 1, Maximum: 4 };
    await call('PutMetricData', {
      Namespace: 'Sets',
      MetricData: [{ MetricName: 'size', Timestamp: at(0), Unit: 'Bytes', StatisticValues }],
    });
    const size = { Namespace: 'Sets', MetricName: 'size' };

    for (const [stat, Values] of [
      [{ Stat: 'p90' }, []],
      [{ Stat: 'Average' }, [2.5]],
      [{ Stat: 'Average', Unit: 'Bytes' }, [2.5]],
      [{ Stat: 'Average', Unit: 'Seconds' }, []],
    ] as const) {
      expect(await call('GetMetricData', query(stat, size))).toMatchObject({ MetricDataResults: [{ Id: 'm', Values }] });
    }
  });
});

describe('dashboards', () => {
  it('have names of letters, digits, dashes and underscores', async () => {
    await expect(call('PutDashboard', { DashboardName: 'a board', DashboardBody: '{}' })).rejects.toMatchObject({
      code: 'InvalidParameterInput',
      message:
        'The value a board for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).',
    });
  });

  it('are deleted together or not at all', async () => {
    await call('PutDashboard', { DashboardName: 'kept', DashboardBody: '{}' });

    await expect(call('DeleteDashboards', { DashboardNames: ['kept', 'nowhere'] })).rejects.toMatchObject({
      code: 'ResourceNotFound',
      message: 'Dashboard nowhere does not exist',
      httpStatus: 404,
    });
    expect(await call('GetDashboard', { DashboardName: 'kept' })).toMatchObject({ DashboardBody: '{}' });
  });
});
