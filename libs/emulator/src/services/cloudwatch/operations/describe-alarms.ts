import type { CompositeAlarm, DescribeAlarmsInput, DescribeAlarmsOutput, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { alarmDescription } from '../alarm-description.ts';
import { type AlarmStore, actionsOf } from '../alarm-store.ts';
import { invalidNextToken } from '../errors.ts';

/**
 * Lists alarms.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export function describeAlarms(store: AlarmStore): OperationHandler<DescribeAlarmsInput, DescribeAlarmsOutput> {
  return (input, { region }) => {
    const { AlarmNames, AlarmNamePrefix = '', AlarmTypes, StateValue, ActionPrefix, MaxRecords = 50, NextToken } = input;
    const types: readonly string[] =
      AlarmTypes ?? (AlarmNames === undefined ? ['MetricAlarm'] : ['MetricAlarm', 'CompositeAlarm']);
    const found = store
      .list(region, AlarmNamePrefix)
      .filter(({ name, type }) => types.includes(type) && (AlarmNames === undefined || AlarmNames.includes(name)))
      .filter(({ state }) => StateValue === undefined || StateValue === state)
      .filter(
        ({ configuration }) =>
          ActionPrefix === undefined || actionsOf(configuration).some((action) => action.startsWith(ActionPrefix)),
      );
    const { items, nextToken } = pageOf(found, {
      list: JSON.stringify(['DescribeAlarms', region, AlarmNames, AlarmNamePrefix, types, StateValue, ActionPrefix]),
      token: NextToken === '' ? undefined : NextToken,
      size: MaxRecords,
      keyOf: ({ name }) => name,
      isSorted: true,
      invalidToken: invalidNextToken,
    });
    return {
      MetricAlarms: items.filter(({ type }) => type === 'MetricAlarm').map(alarmDescription) as MetricAlarm[],
      CompositeAlarms: items.filter(({ type }) => type === 'CompositeAlarm').map(alarmDescription) as CompositeAlarm[],
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  };
}
