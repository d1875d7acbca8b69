import type {
  GetMetricDataCommandInput,
  GetMetricDataOutput,
  GetMetricStatisticsCommandInput,
  GetMetricStatisticsOutput,
  ListMetricsCommandInput,
  ListMetricsOutput,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameterCombination } from '../errors.ts';
import { checkPeriod, runQueries } from '../metric-query.ts';
import { type MetricStore, sortedDimensions } from '../metric-store.ts';
import { periodsOf, statisticOf } from '../statistics.ts';

const HOUR = 3_600_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export function getMetricStatistics(
  store: MetricStore,
): OperationHandler<GetMetricStatisticsCommandInput, GetMetricStatisticsOutput> {
  return (input, { region }) => {
    const {
      Namespace = '',
      MetricName = '',
      StartTime,
      EndTime,
      Period = 60,
      Statistics = [],
      ExtendedStatistics = [],
      Unit,
    } = input;
    const [from, to] = range(StartTime, EndTime);
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

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export function getMetricData(store: MetricStore): OperationHandler<GetMetricDataCommandInput, GetMetricDataOutput> {
  return ({ MetricDataQueries = [], StartTime, EndTime, ScanBy = 'TimestampDescending' }, { region }) => {
    const [from, to] = range(StartTime, EndTime);
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

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export function listMetrics(store: MetricStore, clock: Clock): OperationHandler<ListMetricsCommandInput, ListMetricsOutput> {
  return ({ Namespace, MetricName, Dimensions = [], RecentlyActive, NextToken }, { region }) => {
    const now = clock.now();
    const found = store
      .metrics(region, now - (RecentlyActive === 'PT3H' ? 3 * HOUR : 14 * 24 * HOUR))
      .filter(
        ({ namespace, name }) =>
          (Namespace === undefined || namespace === Namespace) && (MetricName === undefined || name === MetricName),
      )
      .filter(({ dimensions }) =>
        Dimensions.every((wanted) =>
          dimensions.some(({ Name, Value }) => Name === wanted.Name && (wanted.Value === undefined || Value === wanted.Value)),
        ),
      );
    const start = Number(NextToken ?? 0);
    const page = found.slice(start, start + 500);
    return {
      Metrics: page.map(({ namespace, name, dimensions }) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: [...dimensions],
      })),
      ...(start + 500 < found.length && { NextToken: String(start + 500) }),
    };
  };
}

function range(start: Date | undefined, end: Date | undefined): [from: number, to: number] {
  const from = start?.getTime() ?? 0;
  const to = end?.getTime() ?? 0;
  if (from >= to) throw invalidParameterCombination('The parameter StartTime must be less than the parameter EndTime.');
  return [from, to];
}
