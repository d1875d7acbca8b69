import type { DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { AlarmStore } from '../alarm-store.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
export function describeAlarmHistory(
  store: AlarmStore,
  clock: Clock,
): OperationHandler<DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput> {
  return (input, { region }) => {
    const { AlarmName, AlarmTypes, HistoryItemType, StartDate, EndDate, MaxRecords = 100, NextToken = '0' } = input;
    const types: readonly string[] = AlarmTypes ?? ['MetricAlarm', 'CompositeAlarm'];
    const found = store
      .history(region, clock.now())
      .filter(
        (entry) =>
          (AlarmName === undefined || entry.alarmName === AlarmName) &&
          types.includes(entry.alarmType) &&
          (HistoryItemType === undefined || entry.kind === HistoryItemType) &&
          (StartDate === undefined || entry.timestamp >= StartDate.getTime()) &&
          (EndDate === undefined || entry.timestamp <= EndDate.getTime()),
      );
    if (input.ScanBy !== 'TimestampAscending') found.reverse();
    const start = Number(NextToken);
    const page = found.slice(start, start + MaxRecords);
    return {
      AlarmHistoryItems: page.map((entry) => ({
        AlarmName: entry.alarmName,
        AlarmType: entry.alarmType,
        Timestamp: new Date(entry.timestamp),
        HistoryItemType: entry.kind,
        HistorySummary: entry.summary,
        HistoryData: entry.data,
      })),
      ...(start + MaxRecords < found.length && { NextToken: String(start + MaxRecords) }),
    };
  };
}
