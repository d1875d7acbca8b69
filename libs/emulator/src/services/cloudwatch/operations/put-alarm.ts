import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { isServedAction } from '../alarm-actions.ts';
import type { Alarm, AlarmConfiguration, AlarmStore } from '../alarm-store.ts';
import type { AlarmWatch } from '../alarm-watch.ts';
import { parseCompositeRule } from '../composite-rule.ts';
import { parseExpression } from '../metric-math-parser.ts';
import { checkPeriod } from '../metric-query.ts';
import { actionsOf } from './alarms.ts';

const INITIAL_REASON = 'Unchecked: Initial alarm creation';
const PERCENTILE = /^p(?:\d{1,2}(?:\.\d+)?|100)$/u;
const OTHER_STATISTIC = /^(?:(?:tm|tc|ts|wm)\d+(?:\.\d+)?|(?:TM|TC|TS|WM|PR)\(.*\)|iqm|IQM)$/u;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export function putMetricAlarm(
  store: AlarmStore,
  watch: AlarmWatch,
  clock: Clock,
): OperationHandler<PutMetricAlarmInput, undefined> {
  return (input, call) => {
    const { Tags, ...configuration } = input;
    checkMetricAlarm(configuration);
    put(store, 'MetricAlarm', configuration, Tags, call, clock.now());
    watch.schedule();
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export function putCompositeAlarm(
  store: AlarmStore,
  watch: AlarmWatch,
  clock: Clock,
): OperationHandler<PutCompositeAlarmInput, undefined> {
  return ({ Tags, ...configuration }, call) => {
    const { alarms } = parseCompositeRule(configuration.AlarmRule ?? '');
    const missing = alarms.find((name) => store.find(call.region, name.slice(name.lastIndexOf(':') + 1)) === undefined);
    if (missing !== undefined)
      throw validation(`Could not save the composite alarm as alarms [${missing}] in the alarm rule do not exist`);
    if (configuration.ActionsSuppressor !== undefined) throw notServed('The ActionsSuppressor of CloudWatch composite alarms');
    const whole = configuration as AlarmConfiguration;
    checkActions(whole);
    put(store, 'CompositeAlarm', whole, Tags, call, clock.now());
    watch.schedule();
  };
}

function checkMetricAlarm(configuration: AlarmConfiguration): void {
  const { MetricName, Metrics, Namespace, Statistic, ExtendedStatistic, Threshold, ThresholdMetricId, Period } = configuration;
  const { EvaluationPeriods, DatapointsToAlarm, ComparisonOperator = '' } = configuration;
  if ((MetricName === undefined) === (Metrics === undefined))
    throw validation('Exactly one of MetricName or Metrics must be specified');
  if (ThresholdMetricId !== undefined || /Upper|LowerThreshold|Range/u.test(ComparisonOperator))
    throw notServed('CloudWatch anomaly detection (ThresholdMetricId)');
  if (Threshold === undefined) throw validation('Threshold must be specified');
  if (EvaluationPeriods === undefined) throw validation('EvaluationPeriods must be specified');
  if (DatapointsToAlarm !== undefined && DatapointsToAlarm > EvaluationPeriods)
    throw validation('DatapointsToAlarm must be less than or equal to EvaluationPeriods');
  if (MetricName !== undefined) {
    if (Namespace === undefined) throw validation('Namespace must be specified');
    if ((Statistic === undefined) === (ExtendedStatistic === undefined))
      throw validation('Exactly one of Statistic or ExtendedStatistic must be specified');
    if (ExtendedStatistic !== undefined && OTHER_STATISTIC.test(ExtendedStatistic))
      throw notServed(`CloudWatch's statistic ${ExtendedStatistic} (percentiles are)`);
    if (ExtendedStatistic !== undefined && !PERCENTILE.test(ExtendedStatistic))
      throw validation(`ExtendedStatistic ${ExtendedStatistic} is not valid`);
    if (Period === undefined) throw validation('Period must be specified');
    checkPeriod(Period);
    if (Period * EvaluationPeriods > 86_400 && Period < 3600)
      throw validation('Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).');
  }
  if (Metrics !== undefined) {
    if (Statistic !== undefined || ExtendedStatistic !== undefined || Period !== undefined)
      throw validation(
        'Metrics list cannot be specified with MetricName, Namespace, Dimensions, Period, Unit, Statistic or ExtendedStatistic',
      );
    const returned = Metrics.filter(({ ReturnData }) => ReturnData !== false);
    if (returned.length !== 1) throw validation('Exactly one element of the metrics list should return data');
    for (const { Expression } of Metrics) if (Expression !== undefined) parseExpression(Expression);
  }
  checkActions(configuration);
}

function checkActions(configuration: AlarmConfiguration): void {
  for (const action of actionsOf(configuration)) {
    if (!action.startsWith('arn:')) throw validation(`Invalid arn syntax: ${action}`);
    if (!isServedAction(action)) throw notServed(`The alarm action ${action} (topics of SNS and functions of Lambda are)`);
  }
}

function put(
  store: AlarmStore,
  type: Alarm['type'],
  configuration: AlarmConfiguration,
  tags: PutMetricAlarmInput['Tags'],
  { region, partition, account }: Call,
  now: number,
): void {
  const name = configuration.AlarmName ?? '';
  const existing = store.find(region, name);
  if (existing !== undefined && existing.type !== type) throw validation(`Alarm ${name} exists with another type`);
  store.put({
    state: 'INSUFFICIENT_DATA',
    stateReason: INITIAL_REASON,
    stateUpdatedAt: now,
    stateTransitionedAt: now,
    createdAt: now,
    tags: Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    ...existing,
    name,
    arn: `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}`,
    region,
    type,
    configuration,
    updatedAt: now,
  });
  const verb = existing === undefined ? 'Create' : 'Update';
  store.addHistory({
    alarmName: name,
    alarmType: type,
    region,
    timestamp: now,
    kind: 'ConfigurationUpdate',
    summary: `Alarm "${name}" ${verb.toLowerCase()}d`,
    data: JSON.stringify({ version: '1.0', type: verb, [`${verb.toLowerCase()}dAlarm`]: configuration }),
  });
}

function validation(message: string): AwsError {
  return new AwsError({ code: 'ValidationError', message });
}
