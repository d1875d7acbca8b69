import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../../core/clock.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { checkMetricAlarm, saveAlarm } from '../alarm-configuration.ts';
import type { AlarmStore } from '../alarm-store.ts';
import type { AlarmWatch } from '../alarm-watch.ts';

/**
 * Creates or updates a metric alarm.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function putMetricAlarm(
  store: AlarmStore,
  watch: AlarmWatch,
  clock: Clock,
): OperationHandler<Given<PutMetricAlarmInput, 'AlarmName'>, undefined> {
  return (input, call) => {
    const { Tags, ...configuration } = input;
    checkMetricAlarm(configuration);
    saveAlarm(store, 'MetricAlarm', configuration, Tags, call, clock.now());
    watch.schedule();
  };
}
