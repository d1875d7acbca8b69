import type { GetMetricStatisticsCommandInput, GetMetricStatisticsOutput } from '@aws-sdk/client-cloudwatch';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameterCombination } from '../errors.ts';
import { checkPeriod } from '../metric-query.ts';
import { type MetricStore, sortedDimensions } from '../metric-store.ts';
import { periodsOf, statisticOf } from '../statistics.ts';
import { timeRange } from '../time-range.ts';

/**
 * Returns statistics of one metric over a time range.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
export function getMetricStatistics(
  store: MetricStore,
): OperationHandler<
  Given<GetMetricStatisticsCommandInput, 'Namespace' | 'MetricName' | 'StartTime' | 'EndTime' | 'Period'>,
  GetMetricStatisticsOutput
> {
  return (input, { region }) => {
    const { Namespace, MetricName, StartTime, EndTime, Period, Statistics = [], ExtendedStatistics = [], Unit } = input;
    const [from, to] = timeRange(StartTime, EndTime);
    checkPeriod(Period);
    if (Statistics.length + ExtendedStatistics.length === 0)
      throw invalidParameterCombination('At least one of the parameters Statistics and ExtendedStatistics must be specified.');
    if ((to - from) / 1000 / Period > 1440)
      throw invalidParameterCombination(
        `You have requested up to ${Math.ceil((to - from) / 1000 / Period)} datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
      );
    const metric = { namespace: Namespace, name: MetricName, dimensions: sortedDimensions(input.Dimensions) };
    const data = store.data(region, metric, from, to).filter(({ unit }) => Unit === undefined || unit === Unit);
    return {
      Label: MetricName,
      Datapoints: periodsOf(data, Period).map((period) => ({
        Timestamp: new Date(period.start),
        ...Object.fromEntries(Statistics.map((statistic) => [statistic, statisticOf(period, statistic)])),
        ...(ExtendedStatistics.length > 0 && {
          ExtendedStatistics: Object.fromEntries(
            ExtendedStatistics.flatMap((statistic) => {
              const value = statisticOf(period, statistic);
              return value === undefined ? [] : [[statistic, value]];
            }),
          ),
        }),
        Unit: period.data[0]?.unit as 'None',
      })),
    };
  };
}
