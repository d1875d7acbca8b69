import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { MetricStore } from './metric-store.ts';
import {
  alarmStore,
  deleteAlarms,
  describeAlarms,
  describeAlarmsForMetric,
  putCompositeAlarm,
  putMetricAlarm,
} from './operations/alarms.ts';
import { dashboardStore, deleteDashboards, getDashboard, listDashboards, putDashboard } from './operations/dashboards.ts';
import { getMetricData, getMetricStatistics, listMetrics } from './operations/metrics.ts';
import { putMetricData } from './operations/put-metric-data.ts';
import { listTagsForResource, tagResource, untagResource } from './operations/tagging.ts';

/** Amazon CloudWatch: metrics; alarms and dashboards are kept and described, and no alarm is ever evaluated. */
export function createCloudWatchService({ store, clock }: Runtime): Service {
  const metrics = new MetricStore(store);
  const alarms = alarmStore(store);
  const dashboards = dashboardStore(store);
  return {
    id: 'cloudwatch',
    operations: {
      DeleteAlarms: deleteAlarms(alarms),
      DeleteDashboards: deleteDashboards(dashboards, store),
      DescribeAlarms: describeAlarms(alarms),
      DescribeAlarmsForMetric: describeAlarmsForMetric(alarms),
      GetDashboard: getDashboard(dashboards),
      GetMetricData: getMetricData(metrics),
      GetMetricStatistics: getMetricStatistics(metrics),
      ListDashboards: listDashboards(dashboards),
      ListMetrics: listMetrics(metrics, clock),
      ListTagsForResource: listTagsForResource(alarms),
      PutCompositeAlarm: putCompositeAlarm(alarms, clock),
      PutDashboard: putDashboard(dashboards, clock),
      PutMetricAlarm: putMetricAlarm(alarms, clock),
      PutMetricData: putMetricData(metrics, clock),
      TagResource: tagResource(alarms),
      UntagResource: untagResource(alarms),
    },
  };
}
