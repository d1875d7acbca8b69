import type {
  CompositeAlarm,
  DeleteAlarmsInput,
  DescribeAlarmsForMetricInput,
  DescribeAlarmsForMetricOutput,
  DescribeAlarmsInput,
  DescribeAlarmsOutput,
  DisableAlarmActionsInput,
  MetricAlarm,
  SetAlarmStateInput,
} from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Alarm, AlarmConfiguration, AlarmStore } from '../alarm-store.ts';
import type { AlarmWatch } from '../alarm-watch.ts';
import { sortedDimensions } from '../metric-store.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export function describeAlarms(store: AlarmStore): OperationHandler<DescribeAlarmsInput, DescribeAlarmsOutput> {
  return (input, { region }) => {
    const { AlarmNames, AlarmNamePrefix = '', AlarmTypes, StateValue, ActionPrefix, MaxRecords = 50, NextToken = '' } = input;
    const types: readonly string[] =
      AlarmTypes ?? (AlarmNames === undefined ? ['MetricAlarm'] : ['MetricAlarm', 'CompositeAlarm']);
    const found = store
      .list(region, AlarmNamePrefix)
      .filter(
        ({ name, type }) => name > NextToken && types.includes(type) && (AlarmNames === undefined || AlarmNames.includes(name)),
      )
      .filter(({ state }) => StateValue === undefined || StateValue === state)
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
  store: AlarmStore,
): OperationHandler<DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput> {
  return ({ Namespace, MetricName, Dimensions }, { region }) => {
    const dimensions = JSON.stringify(sortedDimensions(Dimensions));
    const found = store
      .list(region)
      .filter(
        ({ configuration: given }) =>
          given.Namespace === Namespace &&
          given.MetricName === MetricName &&
          JSON.stringify(sortedDimensions(given.Dimensions)) === dimensions,
      );
    return { MetricAlarms: found.map(shape) as MetricAlarm[] };
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html */
export function deleteAlarms(store: AlarmStore, clock: Clock): OperationHandler<DeleteAlarmsInput, undefined> {
  return ({ AlarmNames = [] }, { region }) => {
    for (const name of AlarmNames) {
      const alarm = store.find(region, name);
      if (alarm === undefined) continue;
      store.delete(alarm);
      store.addHistory({
        alarmName: name,
        alarmType: alarm.type,
        region,
        timestamp: clock.now(),
        kind: 'ConfigurationUpdate',
        summary: `Alarm "${name}" deleted`,
        data: JSON.stringify({ version: '1.0', type: 'Delete', deletedAlarm: alarm.configuration }),
      });
    }
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html */
export function setAlarmState(store: AlarmStore, watch: AlarmWatch): OperationHandler<SetAlarmStateInput, undefined> {
  return ({ AlarmName = '', StateValue = 'OK', StateReason = '', StateReasonData }, { region }) => {
    const alarm = store.find(region, AlarmName);
    if (alarm === undefined) throw new AwsError({ code: 'ResourceNotFound', message: 'Unknown', httpStatus: 404 });
    if (StateReasonData !== undefined && !isJson(StateReasonData))
      throw new AwsError({ code: 'InvalidFormat', message: 'StateReasonData was not in correct JSON format' });
    watch.setState(alarm, StateValue, StateReason, StateReasonData);
  };
}

/** EnableAlarmActions and DisableAlarmActions. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html */
export function setActionsEnabled(store: AlarmStore, enabled: boolean): OperationHandler<DisableAlarmActionsInput, undefined> {
  return ({ AlarmNames = [] }, { region }) => {
    for (const name of AlarmNames) {
      const alarm = store.find(region, name);
      if (alarm !== undefined) store.put({ ...alarm, configuration: { ...alarm.configuration, ActionsEnabled: enabled } });
    }
  };
}

function shape(alarm: Alarm): object {
  return {
    ActionsEnabled: true,
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    ...alarm.configuration,
    AlarmArn: alarm.arn,
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.updatedAt),
    StateValue: alarm.state,
    StateReason: alarm.stateReason,
    ...(alarm.stateReasonData === undefined ? {} : { StateReasonData: alarm.stateReasonData }),
    StateUpdatedTimestamp: new Date(alarm.stateUpdatedAt),
    StateTransitionedTimestamp: new Date(alarm.stateTransitionedAt),
  };
}

/** All actions of an alarm. */
export function actionsOf({ AlarmActions = [], OKActions = [], InsufficientDataActions = [] }: AlarmConfiguration): string[] {
  return [...AlarmActions, ...OKActions, ...InsufficientDataActions];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
