import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator, VirtualClock } from '../test-emulator.ts';

const ACCOUNT = '000000000000';
const METRIC_STAT = {
  Metric: { Namespace: 'App', MetricName: 'Errors', Dimensions: [{ Name: 'Stage', Value: 'prod' }] },
  Period: 300,
  Stat: 'Sum',
};
const RULE = { EvaluationPeriods: 1, Threshold: 5, ComparisonOperator: 'GreaterThanThreshold' };
const SINGLE = { Namespace: 'App', MetricName: 'Errors', Period: 60, ...RULE };

const clock = new VirtualClock();
const urls: Record<string, string> = {};
let running: TestEmulator;
let topicArn: string;
const call = <Output = Record<string, unknown>>(service: string, operation: string, input: object): Promise<Output> =>
  running.emulator.aws.call<Output>(service as 'cloudwatch', operation, input, { caller: running.emulator.rootCaller });

async function createQueue(QueueName: string, Service: string): Promise<string> {
  const arn = `arn:aws:sqs:us-east-1:${ACCOUNT}:${QueueName}`;
  const statement = { Effect: 'Allow', Principal: { Service }, Action: 'sqs:SendMessage', Resource: arn };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const { QueueUrl } = await call<{ QueueUrl: string }>('sqs', 'CreateQueue', { QueueName, Attributes: { Policy } });
  urls[QueueName] = QueueUrl;
  return arn;
}

/** Waits for the next message of a queue. */
async function nextMessage(queue: string): Promise<Record<string, unknown>> {
  const QueueUrl = urls[queue];
  const { Messages = [] } = await call<{ Messages?: { Body: string; ReceiptHandle: string }[] }>('sqs', 'ReceiveMessage', {
    QueueUrl,
    WaitTimeSeconds: 20,
  });
  const { Body, ReceiptHandle } = Messages[0] as { Body: string; ReceiptHandle: string };
  await call('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle });
  return JSON.parse(Body) as Record<string, unknown>;
}

const put = (AlarmName: string, more: object) => call('cloudwatch', 'PutMetricAlarm', { AlarmName, ...more });
const setState = (AlarmName: string, StateValue: string, more: object = {}) =>
  call('cloudwatch', 'SetAlarmState', { AlarmName, StateValue, StateReason: `set to ${StateValue}`, ...more });

beforeAll(async () => {
  running = await startTestEmulator({ clock });
  ({ TopicArn: topicArn } = await call<{ TopicArn: string }>('sns', 'CreateTopic', { Name: 'alarms' }));
  const Endpoint = await createQueue('notified', 'sns.amazonaws.com');
  await call('sns', 'Subscribe', {
    TopicArn: topicArn,
    Protocol: 'sqs',
    Endpoint,
    Attributes: { RawMessageDelivery: 'true' },
  });
  const Arn = await createQueue('events', 'events.amazonaws.com');
  await call('events', 'PutRule', { Name: 'alarms', EventPattern: JSON.stringify({ source: ['aws.cloudwatch'] }) });
  await call('events', 'PutTargets', { Rule: 'alarms', Targets: [{ Id: 'queue', Arn }] });
});
afterAll(() => running[Symbol.asyncDispose]());

describe('the message that an alarm publishes to a topic', () => {
  it.each<[string, object, object]>([
    [
      'of a metric counts its samples',
      { ...SINGLE, Statistic: 'SampleCount', DatapointsToAlarm: 1, Unit: 'Count', TreatMissingData: 'ignore' },
      {
        MetricName: 'Errors',
        Namespace: 'App',
        StatisticType: 'Statistic',
        Statistic: 'SAMPLE_COUNT',
        Unit: 'Count',
        Dimensions: [],
        Period: 60,
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 5,
        TreatMissingData: 'ignore',
        EvaluateLowSampleCountPercentile: '',
      },
    ],
    [
      'of a percentile names the extended statistic',
      {
        ...SINGLE,
        ExtendedStatistic: 'p90',
        EvaluateLowSampleCountPercentile: 'ignore',
        Dimensions: METRIC_STAT.Metric.Dimensions,
      },
      {
        MetricName: 'Errors',
        Namespace: 'App',
        StatisticType: 'ExtendedStatistic',
        ExtendedStatistic: 'p90',
        Unit: null,
        Dimensions: [{ value: 'prod', name: 'Stage' }],
        Period: 60,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 5,
        TreatMissingData: 'missing',
        EvaluateLowSampleCountPercentile: 'ignore',
      },
    ],
    [
      'of metric math lists the queries, with the longest period',
      {
        ...RULE,
        Metrics: [
          { Id: 'm', MetricStat: METRIC_STAT, ReturnData: false },
          { Id: 'e', Expression: 'm * 2', Label: 'doubled', ReturnData: true },
        ],
      },
      {
        Metrics: [
          {
            Id: 'm',
            MetricStat: { ...METRIC_STAT, Metric: { ...METRIC_STAT.Metric, Dimensions: [{ value: 'prod', name: 'Stage' }] } },
            ReturnData: false,
          },
          { Id: 'e', Expression: 'm * 2', Label: 'doubled', ReturnData: true },
        ],
        Period: 300,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 5,
        TreatMissingData: 'missing',
        EvaluateLowSampleCountPercentile: '',
      },
    ],
  ])('%s', async (_what, settings, Trigger) => {
    await put('watched', { ...settings, OKActions: [topicArn] });
    await setState('watched', 'ALARM');
    await setState('watched', 'OK');

    expect(await nextMessage('notified')).toEqual({
      AlarmName: 'watched',
      AlarmDescription: null,
      AWSAccountId: ACCOUNT,
      AlarmConfigurationUpdatedTimestamp: expect.stringMatching(/^2026-01-01T.*\+0000$/u),
      NewStateValue: 'OK',
      NewStateReason: 'set to OK',
      StateChangeTime: expect.stringMatching(/^2026-01-01T.*\+0000$/u),
      Region: 'US East (N. Virginia)',
      AlarmArn: `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:watched`,
      OldStateValue: 'ALARM',
      OKActions: [topicArn],
      AlarmActions: [],
      InsufficientDataActions: [],
      Trigger,
    });
    await call('cloudwatch', 'DeleteAlarms', { AlarmNames: ['watched', 'never-created'] });
  });

  it('of a composite alarm has its rule', async () => {
    await put('part', { ...SINGLE, Statistic: 'Sum' });
    await call('cloudwatch', 'PutCompositeAlarm', { AlarmName: 'whole', AlarmRule: 'ALARM(part)', AlarmActions: [topicArn] });
    await setState('whole', 'ALARM');

    const message = await nextMessage('notified');
    expect(message).toMatchObject({ AlarmName: 'whole', AlarmRule: 'ALARM(part)', AlarmActions: [topicArn] });
    expect(message).not.toHaveProperty('Trigger');
    await call('cloudwatch', 'DeleteAlarms', { AlarmNames: ['whole', 'part'] });
  });

  it('is not sent while the actions of the alarm are disabled', async () => {
    await put('silent', { ...SINGLE, Statistic: 'Sum', AlarmActions: [topicArn] });
    await call('cloudwatch', 'DisableAlarmActions', { AlarmNames: ['silent', 'never-created'] });
    await setState('silent', 'ALARM');
    await setState('silent', 'OK');
    await call('cloudwatch', 'EnableAlarmActions', { AlarmNames: ['silent'] });
    await setState('silent', 'ALARM', { StateReason: 'the first that is published' });

    expect(await nextMessage('notified')).toMatchObject({ NewStateReason: 'the first that is published' });
    await call('cloudwatch', 'DeleteAlarms', { AlarmNames: ['silent'] });
  });
});

describe('the event of a state change', () => {
  /** The detail of the last event after so many of them. */
  const detailOf = async (name: string): Promise<unknown> => {
    for (;;) {
      const { detail } = await nextMessage('events');
      if ((detail as { alarmName: string }).alarmName === name) return detail;
    }
  };

  it.each<[string, object, object]>([
    [
      'one-metric',
      { ...SINGLE, ExtendedStatistic: 'p90', Dimensions: METRIC_STAT.Metric.Dimensions, AlarmDescription: 'too many errors' },
      {
        description: 'too many errors',
        metrics: [
          {
            id: 'metric',
            metricStat: {
              metric: { namespace: 'App', name: 'Errors', dimensions: { Stage: 'prod' } },
              period: 60,
              stat: 'p90',
            },
            returnData: true,
          },
        ],
      },
    ],
    [
      'an-expression',
      {
        ...RULE,
        Metrics: [
          {
            Id: 'm',
            MetricStat: { Metric: { Namespace: 'App', MetricName: 'Errors' }, Period: 60, Stat: 'Sum' },
            ReturnData: false,
          },
          { Id: 'e', Expression: 'm * 2', Label: 'doubled', Period: 60 },
        ],
      },
      {
        metrics: [
          {
            id: 'm',
            metricStat: { metric: { namespace: 'App', name: 'Errors', dimensions: {} }, period: 60, stat: 'Sum' },
            returnData: false,
          },
          { id: 'e', expression: 'm * 2', label: 'doubled', period: 60, returnData: true },
        ],
      },
    ],
  ])('describes the metrics of %s', async (name, settings, configuration) => {
    await put(name, settings);
    await setState(name, 'ALARM', { StateReasonData: '{"a":1}' });

    expect(await detailOf(name)).toEqual({
      alarmName: name,
      state: {
        value: 'ALARM',
        reason: 'set to ALARM',
        reasonData: '{"a":1}',
        timestamp: expect.stringMatching(/\+0000$/u),
      },
      previousState: {
        value: 'INSUFFICIENT_DATA',
        reason: 'Unchecked: Initial alarm creation',
        timestamp: expect.stringMatching(/\+0000$/u),
      },
      configuration,
    });
  });

  it('has the rule of a composite alarm', async () => {
    await call('cloudwatch', 'PutCompositeAlarm', { AlarmName: 'composed', AlarmRule: 'ALARM("one-metric")' });
    await setState('composed', 'ALARM');

    expect(await detailOf('composed')).toMatchObject({ configuration: { alarmRule: 'ALARM("one-metric")' } });
  });
});
