import type { DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { OperationHandler } from '../../../core/service.ts';
import { alarmDescription } from '../alarm-description.ts';
import type { AlarmStore } from '../alarm-store.ts';
import { sortedDimensions } from '../metric-store.ts';

/**
 * Lists the metric alarms of one metric.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html
 */
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
    return { MetricAlarms: found.map(alarmDescription) as MetricAlarm[] };
  };
}
