import type { DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../../core/clock.ts';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { AlarmStore } from '../alarm-store.ts';
import { invalidNextToken } from '../errors.ts';

/**
 * Lists what happened to the alarms of the region in the last 30 days.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
 */
export function describeAlarmHistory(
  store: AlarmStore,
  clock: Clock,
): OperationHandler<DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput> {
  return (input, { region }) => {
    const { AlarmName, AlarmTypes, HistoryItemType, StartDate, EndDate, ScanBy, MaxRecords = 100, NextToken } = input;
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
    if (ScanBy !== 'TimestampAscending') found.reverse();
    const { items, nextToken } = pageOf(found, {
      list: JSON.stringify(['DescribeAlarmHistory', region, AlarmName, types, HistoryItemType, StartDate, EndDate, ScanBy]),
      token: NextToken === '' ? undefined : NextToken,
      size: MaxRecords,
      keyOf: ({ id }) => id,
      invalidToken: invalidNextToken,
    });
    return {
      AlarmHistoryItems: items.map((entry) => ({
        AlarmName: entry.alarmName,
        AlarmType: entry.alarmType,
        Timestamp: new Date(entry.timestamp),
        HistoryItemType: entry.kind,
        HistorySummary: entry.summary,
        HistoryData: entry.data,
      })),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
  };
}
