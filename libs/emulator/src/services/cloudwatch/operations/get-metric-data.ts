import type { GetMetricDataCommandInput, GetMetricDataOutput, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { runQueries } from '../metric-query.ts';
import type { MetricStore } from '../metric-store.ts';
import { timeRange } from '../time-range.ts';

/**
 * Evaluates metric queries and expressions over a time range.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function getMetricData(
  store: MetricStore,
): OperationHandler<Given<GetMetricDataCommandInput, 'MetricDataQueries' | 'StartTime' | 'EndTime'>, GetMetricDataOutput> {
  return ({ MetricDataQueries, StartTime, EndTime, ScanBy = 'TimestampDescending' }, { region }) => {
    const [from, to] = timeRange(StartTime, EndTime);
    const results = runQueries(store, MetricDataQueries, { region, from, to }).filter(({ returned }) => returned);
    return {
      MetricDataResults: results.flatMap(({ id, label, series }) =>
        series.map((each): MetricDataResult => {
          const points = [...each.values].sort(([left], [right]) => left - right);
          if (ScanBy === 'TimestampDescending') points.reverse();
          return {
            Id: id,
            Label: label === '' ? each.label : label,
            Timestamps: points.map(([time]) => new Date(time)),
            Values: points.map(([, value]) => value),
            StatusCode: 'Complete',
          };
        }),
      ),
      Messages: [],
    };
  };
}
