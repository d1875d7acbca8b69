import type { Dimension, MetricDataQuery, MetricStat } from '@aws-sdk/client-cloudwatch';
import { parseArn } from '../../core/arn.ts';
import type { Runtime } from '../../core/runtime.ts';
import { deliver } from '../../delivery/deliver.ts';
import { regionName } from '../../delivery/region-name.ts';
import { type Alarm, type AlarmStore, periodOf, queriesOf } from './alarm-store.ts';
import { sortedDimensions } from './metric-store.ts';

/** Kinds of actions that alarms carry out here. */
export function isServedAction(arn: string): boolean {
  return /^arn:[\w-]+:(?:sns|lambda):/u.test(arn);
}

/** Carries out an alarm's actions for the state that it has now come to. What fails is in the alarm's history and the server's log. */
export async function carryOutActions(runtime: Runtime, store: AlarmStore, alarm: Alarm, before: Alarm): Promise<void> {
  const { configuration, state, region, name } = alarm;
  if (configuration.ActionsEnabled === false) return;
  const actions =
    (state === 'ALARM'
      ? configuration.AlarmActions
      : state === 'OK'
        ? configuration.OKActions
        : configuration.InsufficientDataActions) ?? [];
  for (const actionArn of actions) {
    const isTopic = actionArn.includes(':sns:');
    const message = isTopic ? messageOf(alarm, before, runtime) : stateChange(alarm, before);
    const subject = `${state}: "${name}" in ${regionName(region)}`.slice(0, 100);
    let failure: string | undefined;
    try {
      await deliver(runtime, {
        target: actionArn,
        payload: JSON.stringify(message),
        region,
        principal: isTopic ? 'cloudwatch.amazonaws.com' : 'lambda.alarms.cloudwatch.amazonaws.com',
        sourceArn: alarm.arn,
        ...(isTopic ? { subject } : {}),
      });
    } catch (error) {
      failure = (error as Error).message;
      runtime.log('warn', `The alarm ${name} could not carry out ${actionArn}: ${failure}`);
    }
    const words = failure === undefined ? 'Successfully executed' : 'Failed to execute';
    store.addHistory({
      alarmName: name,
      alarmType: alarm.type,
      region,
      timestamp: runtime.clock.now(),
      kind: 'Action',
      summary: `${words} action ${actionArn}`,
      data: JSON.stringify({
        actionState: failure === undefined ? 'Succeeded' : 'Failed',
        stateUpdateTimestamp: alarm.stateUpdatedAt,
        notificationResource: actionArn,
        publishedMessage: failure === undefined ? JSON.stringify(message) : null,
        error: failure ?? null,
      }),
    });
  }
}

/** Message of CloudWatch to a topic. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
function messageOf(alarm: Alarm, before: Alarm, { account }: Runtime): object {
  const { configuration, name, region } = alarm;
  return {
    AlarmName: name,
    AlarmDescription: configuration.AlarmDescription ?? null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: stamp(alarm.updatedAt),
    NewStateValue: alarm.state,
    NewStateReason: alarm.stateReason,
    StateChangeTime: stamp(alarm.stateUpdatedAt),
    Region: regionName(region),
    AlarmArn: alarm.arn,
    OldStateValue: before.state,
    OKActions: configuration.OKActions ?? [],
    AlarmActions: configuration.AlarmActions ?? [],
    InsufficientDataActions: configuration.InsufficientDataActions ?? [],
    ...(alarm.type === 'CompositeAlarm' ? { AlarmRule: configuration.AlarmRule } : { Trigger: triggerOf(alarm) }),
  };
}

function triggerOf(alarm: Alarm): object {
  const { configuration } = alarm;
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Metrics, Dimensions = [], Unit = null } = configuration;
  const rule = {
    Period: periodOf(alarm),
    EvaluationPeriods: configuration.EvaluationPeriods,
    ...(configuration.DatapointsToAlarm === undefined ? {} : { DatapointsToAlarm: configuration.DatapointsToAlarm }),
    ComparisonOperator: configuration.ComparisonOperator,
    Threshold: configuration.Threshold,
    TreatMissingData: configuration.TreatMissingData ?? 'missing',
    EvaluateLowSampleCountPercentile: configuration.EvaluateLowSampleCountPercentile ?? '',
  };
  if (Metrics !== undefined) return { ...rule, Metrics: Metrics.map(queryOfTrigger) };
  return {
    MetricName,
    Namespace,
    ...(ExtendedStatistic === undefined
      ? { StatisticType: 'Statistic', Statistic: statisticWord(Statistic as string) }
      : { StatisticType: 'ExtendedStatistic', ExtendedStatistic }),
    Unit,
    Dimensions: Dimensions.map(dimensionOfTrigger),
    ...rule,
  };
}

function queryOfTrigger(query: MetricDataQuery): object {
  const { MetricStat } = query;
  if (MetricStat === undefined) return query;
  const { Metric } = MetricStat;
  return {
    ...query,
    MetricStat: { ...MetricStat, Metric: { ...Metric, Dimensions: (Metric?.Dimensions ?? []).map(dimensionOfTrigger) } },
  };
}

function dimensionOfTrigger({ Name, Value }: Dimension): object {
  return { value: Value, name: Name };
}

function statisticWord(statistic: string): string {
  return statistic === 'SampleCount' ? 'SAMPLE_COUNT' : statistic.toUpperCase();
}

/** Event for an alarm's function and, in part, the detail of its event. */
export function stateChange(alarm: Alarm, before: Alarm): object {
  return {
    source: 'aws.cloudwatch',
    alarmArn: alarm.arn,
    accountId: parseArn(alarm.arn)?.account,
    time: stamp(alarm.stateUpdatedAt),
    region: alarm.region,
    alarmData: changeDetail(alarm, before),
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
export function changeDetail(alarm: Alarm, before: Alarm): object {
  const stateOf = ({ state, stateReason, stateReasonData, stateUpdatedAt }: Alarm): object => ({
    value: state,
    reason: stateReason,
    ...(stateReasonData === undefined ? {} : { reasonData: stateReasonData }),
    timestamp: stamp(stateUpdatedAt),
  });
  const { AlarmDescription, AlarmRule } = alarm.configuration;
  return {
    alarmName: alarm.name,
    state: stateOf(alarm),
    previousState: stateOf(before),
    configuration: {
      ...(AlarmDescription === undefined ? {} : { description: AlarmDescription }),
      ...(alarm.type === 'CompositeAlarm' ? { alarmRule: AlarmRule } : { metrics: queriesOf(alarm).map(queryOfEvent) }),
    },
  };
}

function queryOfEvent({ Id, Label, Expression, Period, MetricStat, ReturnData = true }: MetricDataQuery): object {
  return {
    id: Id,
    label: Label,
    expression: Expression,
    ...(MetricStat === undefined
      ? { period: Period }
      : {
          metricStat: {
            metric: metricOfEvent(MetricStat),
            period: MetricStat.Period,
            stat: MetricStat.Stat,
            unit: MetricStat.Unit,
          },
        }),
    returnData: ReturnData,
  };
}

function metricOfEvent({ Metric }: MetricStat): object {
  const dimensions = sortedDimensions(Metric?.Dimensions);
  return {
    namespace: Metric?.Namespace,
    name: Metric?.MetricName,
    dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value])),
  };
}

/** `2026-11-25T19:05:00.000+0000` */
export function stamp(millis: number): string {
  return new Date(millis).toISOString().replace('Z', '+0000');
}
