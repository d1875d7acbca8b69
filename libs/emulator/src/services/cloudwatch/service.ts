import type { Runtime } from '../../core/runtime.ts';
import type { OperationHandler, Service } from '../../core/service.ts';
import { AlarmStore } from './alarm-store.ts';
import { AlarmWatch } from './alarm-watch.ts';
import { MetricCollector } from './metric-collector.ts';
import { MetricStore } from './metric-store.ts';
import { describeAlarmHistory } from './operations/alarm-history.ts';
import { deleteAlarms, describeAlarms, describeAlarmsForMetric, setActionsEnabled, setAlarmState } from './operations/alarms.ts';
import { dashboardStore, deleteDashboards, getDashboard, listDashboards, putDashboard } from './operations/dashboards.ts';
import { getMetricData, getMetricStatistics, listMetrics } from './operations/metrics.ts';
import { putCompositeAlarm, putMetricAlarm } from './operations/put-alarm.ts';
import { putMetricData } from './operations/put-metric-data.ts';
import { listTagsForResource, tagResource, untagResource } from './operations/tagging.ts';

/** Amazon CloudWatch: metrics, those that the services here measure among them; alarms that are evaluated and act; dashboards. */
export function createCloudWatchService(runtime: Runtime): Service {
  const { store, clock } = runtime;
  const metrics = new MetricStore(store);
  const alarms = new AlarmStore(store);
  const watch = new AlarmWatch(runtime, alarms, metrics);
  const collector = new MetricCollector(runtime, metrics, watch);
  const dashboards = dashboardStore(store);
  const tagged = { alarms: alarms.alarms, dashboards };
  /** What has just been measured counts for who asks now. */
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
      DisableAlarmActions: setActionsEnabled(alarms, false),
      EnableAlarmActions: setActionsEnabled(alarms, true),
      GetDashboard: getDashboard(dashboards),
      GetMetricData: upToDate(getMetricData(metrics)),
      GetMetricStatistics: upToDate(getMetricStatistics(metrics)),
      ListDashboards: listDashboards(dashboards),
      ListMetrics: upToDate(listMetrics(metrics, clock)),
      ListTagsForResource: listTagsForResource(tagged),
      PutCompositeAlarm: putCompositeAlarm(alarms, watch, clock),
      PutDashboard: putDashboard(dashboards, clock),
      PutMetricAlarm: putMetricAlarm(alarms, watch, clock),
      PutMetricData: putMetricData(metrics, clock, (region, names) => watch.dataCame(region, names)),
      SetAlarmState: setAlarmState(alarms, watch),
      TagResource: tagResource(tagged),
      UntagResource: untagResource(tagged),
    },
  };
}
