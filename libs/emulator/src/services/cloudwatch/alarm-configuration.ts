import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { arn } from '../../core/arn.ts';
import { notServed } from '../../core/aws-error.ts';
import type { Call } from '../../core/service.ts';
import { tagsFromList } from '../../core/tags.ts';
import { isServedAction } from './alarm-actions.ts';
import { type Alarm, type AlarmConfiguration, type AlarmStore, actionsOf } from './alarm-store.ts';
import { validation } from './errors.ts';
import { parseExpression } from './metric-math-parser.ts';
import { checkPeriod } from './metric-query.ts';

const INITIAL_REASON = 'Unchecked: Initial alarm creation';

const PERCENTILE = /^p(?:\d{1,2}(?:\.\d+)?|100)$/u;

const OTHER_STATISTIC = /^(?:(?:tm|tc|ts|wm)\d+(?:\.\d+)?|(?:TM|TC|TS|WM|PR)\(.*\)|iqm|IQM)$/u;

/** Checks the configuration of a metric alarm. @throws AwsError where CloudWatch rejects it, or where it is not served */
export function checkMetricAlarm(configuration: AlarmConfiguration): void {
  const { MetricName, Metrics, Namespace, Statistic, ExtendedStatistic, Threshold, ThresholdMetricId, Period } = configuration;
  const { EvaluationPeriods, DatapointsToAlarm, ComparisonOperator } = configuration;
  if ((MetricName === undefined) === (Metrics === undefined))
    throw validation('Exactly one of MetricName or Metrics must be specified');
  if (ComparisonOperator === undefined) throw validation('ComparisonOperator must be specified');
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

/** Checks the actions of an alarm. @throws AwsError where one is invalid or not served */
export function checkActions(configuration: AlarmConfiguration): void {
  for (const action of actionsOf(configuration)) {
    if (!action.startsWith('arn:')) throw validation(`Invalid arn syntax: ${action}`);
    if (!isServedAction(action)) throw notServed(`The alarm action ${action} (topics of SNS and functions of Lambda are)`);
  }
}

/** Creates or updates an alarm, and adds that to its history. @throws AwsError where the name belongs to the other type of alarm */
export function saveAlarm(
  store: AlarmStore,
  type: Alarm['type'],
  configuration: AlarmConfiguration,
  tags: PutMetricAlarmInput['Tags'],
  call: Call,
  now: number,
): void {
  const { region } = call;
  const name = configuration.AlarmName;
  const existing = store.find(region, name);
  if (existing !== undefined && existing.type !== type) throw validation(`Alarm ${name} exists with another type`);
  store.put({
    state: 'INSUFFICIENT_DATA',
    stateReason: INITIAL_REASON,
    stateUpdatedAt: now,
    stateTransitionedAt: now,
    createdAt: now,
    tags: tagsFromList(tags),
    ...existing,
    name,
    arn: arn('cloudwatch', call, `alarm:${name}`),
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
