import type { Runtime } from '../../core/runtime.ts';
import type { OperationHandler, Service } from '../../core/service.ts';
import { AlarmStore } from './alarm-store.ts';
import { AlarmWatch } from './alarm-watch.ts';
import { dashboardStore } from './dashboard-store.ts';
import { MetricCollector } from './metric-collector.ts';
import { MetricStore } from './metric-store.ts';
import { deleteAlarms } from './operations/delete-alarms.ts';
import { deleteDashboards } from './operations/delete-dashboards.ts';
import { describeAlarmHistory } from './operations/describe-alarm-history.ts';
import { describeAlarms } from './operations/describe-alarms.ts';
import { describeAlarmsForMetric } from './operations/describe-alarms-for-metric.ts';
import { disableAlarmActions } from './operations/disable-alarm-actions.ts';
import { enableAlarmActions } from './operations/enable-alarm-actions.ts';
import { getDashboard } from './operations/get-dashboard.ts';
import { getMetricData } from './operations/get-metric-data.ts';
import { getMetricStatistics } from './operations/get-metric-statistics.ts';
import { listDashboards } from './operations/list-dashboards.ts';
import { listMetrics } from './operations/list-metrics.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { putCompositeAlarm } from './operations/put-composite-alarm.ts';
import { putDashboard } from './operations/put-dashboard.ts';
import { putMetricAlarm } from './operations/put-metric-alarm.ts';
import { putMetricData } from './operations/put-metric-data.ts';
import { setAlarmState } from './operations/set-alarm-state.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { resourceTags } from './resource-tags.ts';

/** Amazon CloudWatch: metrics, those that the services here measure among them; alarms that are evaluated and act; dashboards. */
export function createCloudWatchService(runtime: Runtime): Service {
  const { store, clock } = runtime;
  const metrics = new MetricStore(store);
  const alarms = new AlarmStore(store);
  const watch = new AlarmWatch(runtime, alarms, metrics);
  const collector = new MetricCollector(runtime, metrics, watch);
  const dashboards = dashboardStore(store);
  const tags = resourceTags(alarms, dashboards);
  /** Collects new measures before it answers. */
  const upToDate =
    (handler: OperationHandler): OperationHandler =>
    (input, call) => {
      collector.collect();
      return handler(input, call) as unknown;
    };
  return {
    id: 'cloudwatch',
    start: () => {
      collector.start();
      watch.schedule();
    },
    stop: async () => {
      collector.stop();
      await watch.stop();
    },
    operations: {
      DeleteAlarms: deleteAlarms(alarms, clock),
      DeleteDashboards: deleteDashboards(dashboards, store),
      DescribeAlarmHistory: describeAlarmHistory(alarms, clock),
      DescribeAlarms: upToDate(describeAlarms(alarms)),
      DescribeAlarmsForMetric: describeAlarmsForMetric(alarms),
      DisableAlarmActions: disableAlarmActions(alarms),
      EnableAlarmActions: enableAlarmActions(alarms),
      GetDashboard: getDashboard(dashboards),
      GetMetricData: upToDate(getMetricData(metrics)),
      GetMetricStatistics: upToDate(getMetricStatistics(metrics)),
      ListDashboards: listDashboards(dashboards),
      ListMetrics: upToDate(listMetrics(metrics, clock)),
      ListTagsForResource: listTagsForResource(tags),
      PutCompositeAlarm: putCompositeAlarm(alarms, watch, clock),
      PutDashboard: putDashboard(dashboards, clock),
      PutMetricAlarm: putMetricAlarm(alarms, watch, clock),
      PutMetricData: putMetricData(metrics, clock, (region, names) => watch.dataCame(region, names)),
      SetAlarmState: setAlarmState(alarms, watch),
      TagResource: tagResource(tags),
      UntagResource: untagResource(tags),
    },
  };
}
