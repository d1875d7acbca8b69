import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator, VirtualClock } from '../test-emulator.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const TOPIC = 'arn:aws:sns:us-east-1:000000000000:alarms';
const ALARM = {
  Namespace: 'App',
  MetricName: 'Errors',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 0,
  ComparisonOperator: 'GreaterThanThreshold',
};

const clock = new VirtualClock();
let running: TestEmulator;
const call = <Output = Record<string, unknown>>(operation: string, input: object): Promise<Output> =>
  running.emulator.aws.call<Output>('cloudwatch', operation, input, { caller: running.emulator.rootCaller });
const put = (AlarmName: string, more: object = {}) => call('PutMetricAlarm', { AlarmName, ...ALARM, ...more });
const setState = (AlarmName: string, StateValue: string, more: object = {}) =>
  call('SetAlarmState', { AlarmName, StateValue, StateReason: 'a trial', ...more });
const named = async (operation: string, input: object): Promise<string[]> => {
  const { MetricAlarms } = await call<{ MetricAlarms: { AlarmName: string }[] }>(operation, input);
  return MetricAlarms.map(({ AlarmName }) => AlarmName);
};
const historyOf = async (input: object): Promise<{ items: string[]; NextToken?: string }> => {
  const { AlarmHistoryItems, ...rest } = await call<{ AlarmHistoryItems: { HistorySummary: string }[]; NextToken?: string }>(
    'DescribeAlarmHistory',
    input,
  );
  return { items: AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary), ...rest };
};

beforeAll(async () => {
  running = await startTestEmulator({ clock });
  await put('list-a', { AlarmActions: [TOPIC] });
  await put('list-b', { Dimensions: [{ Name: 'Stage', Value: 'prod' }] });
  await put('list-c', { MetricName: 'Faults' });
  await put('list-d', { Namespace: 'Other' });
});
afterAll(() => running[Symbol.asyncDispose]());

describe('SetAlarmState', () => {
  it.each([
    ['an alarm that does not exist', 'nowhere', {}, { code: 'ResourceNotFound', httpStatus: 404 }],
    [
      'reason data that is not JSON',
      'list-a',
      { StateReasonData: '{' },
      { code: 'InvalidFormat', message: 'StateReasonData was not in correct JSON format' },
    ],
  ])('refuses %s', async (_what, name, more, error) => {
    await expect(setState(name, 'ALARM', more)).rejects.toMatchObject(error);
  });

  it('that keeps the state leaves the time of the last transition, and no entry in the history', async () => {
    await put('steady');
    await setState('steady', 'OK');
    const since = new Date(clock.now());
    await clock.advance(1000);
    await setState('steady', 'OK', { StateReason: 'still' });

    const { MetricAlarms } = await call<{ MetricAlarms: object[] }>('DescribeAlarms', { AlarmNames: ['steady'] });
    expect(MetricAlarms).toMatchObject([{ StateValue: 'OK', StateReason: 'still', StateTransitionedTimestamp: since }]);
    expect((await historyOf({ AlarmName: 'steady', HistoryItemType: 'StateUpdate' })).items).toEqual([
      'Alarm updated from INSUFFICIENT_DATA to OK',
    ]);
    await call('DeleteAlarms', { AlarmNames: ['steady'] });
  });
});

describe('DescribeAlarms', () => {
  beforeAll(() => setState('list-b', 'ALARM'));

  it.each([
    ['a state', { StateValue: 'ALARM' }, ['list-b']],
    ['a prefix of the actions', { ActionPrefix: 'arn:aws:sns:' }, ['list-a']],
    ['a prefix of the name', { AlarmNamePrefix: 'list-', NextToken: '' }, ['list-a', 'list-b', 'list-c', 'list-d']],
  ])('filters by %s', async (_what, filter, names) => {
    expect(await named('DescribeAlarms', filter)).toEqual(names);
  });
});

describe('DescribeAlarmsForMetric', () => {
  it.each([
    ['a metric without dimensions', { MetricName: 'Errors' }, ['list-a']],
    ['a metric with dimensions', { MetricName: 'Errors', Dimensions: [{ Name: 'Stage', Value: 'prod' }] }, ['list-b']],
    ['another name', { MetricName: 'Faults' }, ['list-c']],
    ['a metric that no alarm watches', { MetricName: 'Nothing' }, []],
  ])('finds the alarms of %s', async (_what, metric, names) => {
    expect(await named('DescribeAlarmsForMetric', { Namespace: 'App', ...metric })).toEqual(names);
  });
});

describe('PutCompositeAlarm', () => {
  it('answers NotImplemented for an alarm that suppresses actions', async () => {
    const suppressor = { ActionsSuppressor: 'list-b', ActionsSuppressorWaitPeriod: 60, ActionsSuppressorExtensionPeriod: 60 };
    await expect(
      call('PutCompositeAlarm', { AlarmName: 'both', AlarmRule: 'ALARM("list-a")', ...suppressor }),
    ).rejects.toMatchObject({ code: 'NotImplemented' });
  });

  it('counts a deleted alarm as one with insufficient data', async () => {
    await put('brief');
    await call('PutCompositeAlarm', { AlarmName: 'left', AlarmRule: 'INSUFFICIENT_DATA(brief) AND NOT ALARM(brief)' });
    await call('DeleteAlarms', { AlarmNames: ['brief'] });
    await clock.advance(MINUTE);

    const { CompositeAlarms } = await call<{ CompositeAlarms: object[] }>('DescribeAlarms', { AlarmNames: ['left'] });
    expect(CompositeAlarms).toMatchObject([
      { StateValue: 'ALARM', StateReason: expect.stringMatching(/^brief, brief transitioned to ALARM at /u) },
    ]);
    await call('DeleteAlarms', { AlarmNames: ['left'] });
  });
});

describe('PutMetricAlarm', () => {
  it.each([
    ['no comparison', { ComparisonOperator: undefined }, 'ComparisonOperator must be specified'],
    ['no number of periods', { EvaluationPeriods: undefined }, 'EvaluationPeriods must be specified'],
  ])('refuses %s', async (_what, more, message) => {
    await expect(put('refused', more)).rejects.toMatchObject({ code: 'ValidationError', message });
  });

  it.each([
    ['LessThanThreshold', 1.5, 1, 'less than'],
    ['LessThanOrEqualToThreshold', 1, 1, 'less than or equal to'],
    ['GreaterThanOrEqualToThreshold', 0.5, 0.5, 'greater than or equal to'],
  ])('compares by %s, over periods of ten seconds', async (ComparisonOperator, Threshold, Value, words) => {
    const AlarmName = `by-${ComparisonOperator}`;
    await put(AlarmName, { ComparisonOperator, Threshold, Statistic: 'Average', Period: 10, MetricName: ComparisonOperator });
    await call('PutMetricData', { Namespace: 'App', MetricData: [{ MetricName: ComparisonOperator, Value }] });
    await clock.advance(10_000);

    const { MetricAlarms } = await call<{ MetricAlarms: object[] }>('DescribeAlarms', { AlarmNames: [AlarmName] });
    expect(MetricAlarms).toMatchObject([
      { StateValue: 'ALARM', StateReason: expect.stringContaining(` was ${words} the threshold (`) },
    ]);
    await call('DeleteAlarms', { AlarmNames: [AlarmName] });
  });

  it.each([
    ['a maximum above', 'Maximum', 'GreaterThanThreshold', 'ALARM'],
    ['a number of samples above', 'SampleCount', 'GreaterThanThreshold', 'ALARM'],
    ['a minimum below', 'Minimum', 'LessThanThreshold', 'ALARM'],
    ['an average above', 'Average', 'GreaterThanThreshold', 'INSUFFICIENT_DATA'],
    ['a sum below', 'Sum', 'LessThanThreshold', 'INSUFFICIENT_DATA'],
  ])(
    'goes to ALARM with the first data for %s, where more data cannot change the result',
    async (_what, Statistic, comparison, state) => {
      const isAbove = comparison === 'GreaterThanThreshold';
      await put('at-once', { Statistic, ComparisonOperator: comparison, Threshold: isAbove ? 0 : 9, MetricName: Statistic });
      await call('PutMetricData', { Namespace: 'App', MetricData: [{ MetricName: Statistic, Value: 5 }] });

      const { MetricAlarms } = await call<{ MetricAlarms: object[] }>('DescribeAlarms', { AlarmNames: ['at-once'] });
      expect(MetricAlarms).toMatchObject([{ StateValue: state }]);
      await call('DeleteAlarms', { AlarmNames: ['at-once'] });
    },
  );

  it('watches the result of an expression, once a minute', async () => {
    const MetricStat = { Metric: { Namespace: 'App', MetricName: 'Calls' }, Period: 60, Stat: 'Sum' };
    const { EvaluationPeriods, ComparisonOperator } = ALARM;
    await call('PutMetricAlarm', {
      AlarmName: 'doubled',
      EvaluationPeriods,
      ComparisonOperator,
      Threshold: 7,
      Metrics: [
        { Id: 'm', MetricStat, ReturnData: false },
        { Id: 'e', Expression: 'm * 2', Period: 60 },
      ],
    });
    await call('PutMetricData', { Namespace: 'App', MetricData: [{ MetricName: 'Calls', Value: 4 }] });
    await clock.advance(2 * MINUTE);

    const { MetricAlarms } = await call<{ MetricAlarms: object[] }>('DescribeAlarms', { AlarmNames: ['doubled'] });
    expect(MetricAlarms).toMatchObject([{ StateValue: 'ALARM', StateReason: expect.stringContaining('[8.0 (') }]);
    await call('DeleteAlarms', { AlarmNames: ['doubled'] });
  });
});

describe('DescribeAlarmHistory', () => {
  it('is filtered by time, and listed page by page in either order', async () => {
    const from = new Date(clock.now());
    await put('aged');
    await clock.advance(1000);
    const StartDate = new Date(clock.now());
    await setState('aged', 'OK');
    await setState('aged', 'ALARM');
    const [created, toOk, toAlarm] = [
      'Alarm "aged" created',
      'Alarm updated from INSUFFICIENT_DATA to OK',
      'Alarm updated from OK to ALARM',
    ];
    const first = await historyOf({ AlarmName: 'aged', ScanBy: 'TimestampAscending', MaxRecords: 2, NextToken: '' });
    const { NextToken } = first;

    expect(first.items).toEqual([created, toOk]);
    expect((await historyOf({ AlarmName: 'aged', ScanBy: 'TimestampAscending', MaxRecords: 2, NextToken })).items).toEqual([
      toAlarm,
    ]);
    expect((await historyOf({ AlarmName: 'aged', StartDate })).items).toEqual([toAlarm, toOk]);
    expect((await historyOf({ AlarmName: 'aged', EndDate: from })).items).toEqual([created]);
    await expect(historyOf({ AlarmName: 'aged', NextToken })).rejects.toMatchObject({ code: 'InvalidNextToken' });
  });

  it('is kept for 30 days', async () => {
    expect((await historyOf({ AlarmName: 'list-a' })).items).not.toEqual([]);
    await call('DeleteAlarms', { AlarmNames: ['list-a', 'list-b', 'list-c', 'list-d', 'aged'] });
    await clock.advance(31 * DAY);

    expect((await historyOf({})).items).toEqual([]);
  });
});
