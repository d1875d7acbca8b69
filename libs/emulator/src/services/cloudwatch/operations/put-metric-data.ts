import type { MetricDatum, PutMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../../core/clock.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameterCombination, invalidParameterValue, missingParameter } from '../errors.ts';
import { type Datum, type Metric, type MetricStore, sortedDimensions } from '../metric-store.ts';

/**
 * Stores data of metrics. Alarms on these metrics are evaluated again.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export function putMetricData(
  store: MetricStore,
  clock: Clock,
  dataCame: (region: string, metrics: readonly Metric[]) => void,
): OperationHandler<Given<PutMetricDataCommandInput, 'Namespace'>, undefined> {
  return ({ Namespace, MetricData = [], EntityMetricData = [] }, { region }) => {
    if (Namespace.startsWith('AWS/')) throw invalidParameterValue('The value AWS/ for parameter Namespace is invalid.');
    const all = [...MetricData, ...EntityMetricData.flatMap(({ MetricData: data }) => data ?? [])];
    if (all.length === 0) throw missingParameter('MetricData');
    if (all.length > 1000) throw invalidParameterValue('The collection MetricData must not have a size greater than 1000.');
    const data = all.map((given, index) => ({
      metric: { namespace: Namespace, name: given.MetricName as string, dimensions: sortedDimensions(given.Dimensions) },
      datum: datumOf(given, `MetricData.member.${index + 1}`, clock.now()),
    }));
    store.put(region, data);
    dataCame(
      region,
      data.map(({ metric }) => metric),
    );
    return undefined;
  };
}

function datumOf(
  { Timestamp, Unit = 'None', Value, Values, Counts, StatisticValues }: MetricDatum,
  path: string,
  now: number,
): Datum {
  const timestamp = Timestamp?.getTime() ?? now;
  if ([Value, Values, StatisticValues].filter((given) => given !== undefined).length !== 1)
    throw Value === undefined && Values === undefined && StatisticValues === undefined
      ? missingParameter(`${path}.Value`)
      : invalidParameterCombination(
          `The parameters ${path}.Value and ${path}.StatisticValues are mutually exclusive and you have specified both.`,
        );
  if (StatisticValues !== undefined) {
    const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = StatisticValues;
    if (Maximum < Minimum)
      throw invalidParameterCombination(
        `The parameter ${path}.StatisticValues.Maximum must be greater than ${path}.StatisticValues.Minimum.`,
      );
    return { timestamp, unit: Unit, sum: Sum, count: SampleCount, minimum: Minimum, maximum: Maximum };
  }
  const values = Values ?? [Value as number];
  const counts = Counts ?? values.map(() => 1);
  if (counts.length !== values.length)
    throw invalidParameterValue(`The parameters ${path}.Values and ${path}.Counts must be of the same size.`);
  for (const value of values)
    if (!Number.isFinite(value)) throw invalidParameterValue(`The value ${value} for parameter ${path}.Value is invalid.`);
  return {
    timestamp,
    unit: Unit,
    sum: values.reduce((sum, value, index) => sum + value * (counts[index] as number), 0),
    count: counts.reduce((sum, count) => sum + count, 0),
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    values: values.map((value, index) => [value, counts[index] as number]),
  };
}
