import type {
  CompositeAlarm,
  DeleteAlarmsCommandInput,
  DescribeAlarmsCommandInput,
  DescribeAlarmsForMetricCommandInput,
  DescribeAlarmsForMetricOutput,
  DescribeAlarmsOutput,
  MetricAlarm,
  PutCompositeAlarmCommandInput,
  PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import type { Collection, Store } from '../../../core/store.ts';
import { sortedDimensions } from '../metric-store.ts';

/** An alarm as it is kept: by region and name. Alarms are kept and described; nothing evaluates them, so their state is `INSUFFICIENT_DATA`. */
export interface Alarm {
  readonly name: string;
  readonly arn: string;
  readonly type: 'MetricAlarm' | 'CompositeAlarm';
  /** The input of PutMetricAlarm or PutCompositeAlarm, without tags. */
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The alarms of all regions. */
export function alarmStore(store: Store): Collection<Alarm> {
  return store.collection('cloudwatch.alarm');
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export function putMetricAlarm(alarms: Collection<Alarm>, clock: Clock): OperationHandler<PutMetricAlarmCommandInput, undefined> {
  return (input, call) => {
    if (input.MetricName === undefined && input.Metrics === undefined)
      throw validation('Exactly one of MetricName or Metrics must be specified');
    if (input.MetricName !== undefined && input.Statistic === undefined && input.ExtendedStatistic === undefined)
      throw validation('Exactly one of Statistic or ExtendedStatistic must be specified');
    if (input.Threshold === undefined && input.ThresholdMetricId === undefined) throw validation('Threshold must be specified');
    return put(alarms, 'MetricAlarm', { ...input }, call, clock.now());
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export function putCompositeAlarm(
  alarms: Collection<Alarm>,
  clock: Clock,
): OperationHandler<PutCompositeAlarmCommandInput, undefined> {
  return (input, call) => put(alarms, 'CompositeAlarm', { ...input }, call, clock.now());
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export function describeAlarms(alarms: Collection<Alarm>): OperationHandler<DescribeAlarmsCommandInput, DescribeAlarmsOutput> {
  return (input, { region }) => {
    const { AlarmNames, AlarmNamePrefix = '', AlarmTypes, StateValue, ActionPrefix, MaxRecords = 50, NextToken = '' } = input;
    const types = AlarmTypes ?? (AlarmNames === undefined ? ['MetricAlarm'] : ['MetricAlarm', 'CompositeAlarm']);
    const found = alarms
      .list({ prefix: `${region}:${AlarmNamePrefix}` })
      .map(({ value }) => value)
      .filter(
        ({ name, type }) => name > NextToken && types.includes(type) && (AlarmNames === undefined || AlarmNames.includes(name)),
      )
      .filter(() => StateValue === undefined || StateValue === 'INSUFFICIENT_DATA')
      .filter(
        ({ configuration }) =>
          ActionPrefix === undefined || actionsOf(configuration).some((action) => action.startsWith(ActionPrefix)),
      );
    const page = found.slice(0, MaxRecords);
    return {
      MetricAlarms: page.filter(({ type }) => type === 'MetricAlarm').map(shape) as MetricAlarm[],
      CompositeAlarms: page.filter(({ type }) => type === 'CompositeAlarm').map(shape) as CompositeAlarm[],
      ...(page.length < found.length && { NextToken: page.at(-1)?.name }),
    };
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html */
export function describeAlarmsForMetric(
  alarms: Collection<Alarm>,
): OperationHandler<DescribeAlarmsForMetricCommandInput, DescribeAlarmsForMetricOutput> {
  return ({ Namespace, MetricName, Dimensions }, { region }) => {
    const dimensions = JSON.stringify(sortedDimensions(Dimensions));
    const found = alarms.list({ prefix: `${region}:` }).filter(({ value: { configuration } }) => {
      const given: { Namespace?: string; MetricName?: string; Dimensions?: { Name?: string; Value?: string }[] } = configuration;
      return (
        given.Namespace === Namespace &&
        given.MetricName === MetricName &&
        JSON.stringify(sortedDimensions(given.Dimensions)) === dimensions
      );
    });
    return { MetricAlarms: found.map(({ value }) => shape(value)) as MetricAlarm[] };
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html */
export function deleteAlarms(alarms: Collection<Alarm>): OperationHandler<DeleteAlarmsCommandInput, undefined> {
  return ({ AlarmNames = [] }, { region }) => {
    for (const name of AlarmNames) alarms.delete(`${region}:${name}`);
    return undefined;
  };
}

function put(alarms: Collection<Alarm>, type: Alarm['type'], input: Record<string, unknown>, call: Call, now: number): undefined {
  const { Tags = [], ...configuration } = input as { Tags?: { Key?: string; Value?: string }[]; AlarmName: string };
  const name = configuration.AlarmName;
  const key = `${call.region}:${name}`;
  const existing = alarms.get(key);
  alarms.put(key, {
    name,
    arn: `arn:${call.partition}:cloudwatch:${call.region}:${call.account}:alarm:${name}`,
    type,
    configuration,
    tags: existing?.tags ?? Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    createdAt: existing?.createdAt ?? now,
    updatedAt: now,
  });
}

function shape({ arn, configuration, createdAt, updatedAt }: Alarm): object {
  return {
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    ...configuration,
    AlarmArn: arn,
    AlarmConfigurationUpdatedTimestamp: new Date(updatedAt),
    StateValue: 'INSUFFICIENT_DATA',
    StateReason: 'Unchecked: Initial alarm creation',
    StateUpdatedTimestamp: new Date(createdAt),
    StateTransitionedTimestamp: new Date(createdAt),
  };
}

function actionsOf(configuration: Readonly<Record<string, unknown>>): string[] {
  return ['AlarmActions', 'OKActions', 'InsufficientDataActions'].flatMap(
    (name) => (configuration[name] as string[] | undefined) ?? [],
  );
}

function validation(message: string): AwsError {
  return new AwsError({ code: 'ValidationError', message });
}
