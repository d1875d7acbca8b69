import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { invalidParameterValue, missingParameter } from './errors.ts';
import { evaluateExpression, type Series } from './metric-math.ts';
import { type MetricStore, sortedDimensions } from './metric-store.ts';
import { periodsOf, statisticOf } from './statistics.ts';

/** The values of a query, the oldest first. */
export interface QueryResult {
  readonly id: string;
  readonly label: string;
  readonly series: readonly Series[];
  readonly returned: boolean;
}

/** Time range of a query. */
export interface QueryRange {
  readonly region: string;
  /** Milliseconds since the epoch; `to` is not included. */
  readonly from: number;
  readonly to: number;
  /** Time from which periods begin, at multiples of their length. @default 0 */
  readonly origin?: number;
}

/**
 * Works out metric queries: statistics of metrics, and expressions over them.
 *
 * @throws AwsError for a value that is not a query, or has no expression that is served
 */
export function runQueries(store: MetricStore, queries: readonly MetricDataQuery[], range: QueryRange): QueryResult[] {
  const ids = new Set<string>();
  for (const { Id = '' } of queries) {
    if (ids.has(Id)) throw invalidParameterValue(`The value '${Id}' for parameter Id is not unique.`);
    ids.add(Id);
  }
  const results = new Map<string, QueryResult>();
  const running = new Set<string>();
  const resultOf = (id: string): QueryResult => {
    const known = results.get(id);
    if (known !== undefined) return known;
    const query = queries.find(({ Id }) => Id === id);
    if (query === undefined) throw invalidParameterValue(`Error in expression: undefined variable ${id}`);
    if (running.has(id)) throw invalidParameterValue(`Error in expression '${id}': circular dependency`);
    running.add(id);
    const result = runQuery(store, query, queries, range, resultOf);
    results.set(id, result);
    return result;
  };
  return queries.map(({ Id = '' }) => resultOf(Id));
}

function runQuery(
  store: MetricStore,
  query: MetricDataQuery,
  queries: readonly MetricDataQuery[],
  range: QueryRange,
  resultOf: (id: string) => QueryResult,
): QueryResult {
  const { Id: id = '', Label, MetricStat, Expression, Period, ReturnData = true } = query;
  if (Expression !== undefined && MetricStat !== undefined)
    throw invalidParameterValue(`The query ${id} has both a MetricStat and an Expression.`);
  if (Expression !== undefined) {
    const series = evaluateExpression(Expression, {
      variable: (name) => resultOf(name).series,
      // METRICS() stands for the metrics of the request, not for its expressions.
      metrics: () => queries.filter((each) => each.MetricStat !== undefined).flatMap(({ Id = '' }) => resultOf(Id).series),
      period: (name) => queries.find(({ Id }) => Id === name)?.MetricStat?.Period ?? Period ?? 60,
      times: () => timesOf(Period ?? maxPeriod(queries), range),
    });
    const isMany = series.length > 1;
    return { id, label: Label ?? (isMany ? '' : id), series, returned: ReturnData };
  }
  const metric = MetricStat?.Metric;
  if (MetricStat === undefined || metric === undefined)
    throw invalidParameterValue(`The query ${id} has neither a MetricStat nor an Expression.`);
  const { Period: period = 60, Stat = '', Unit } = MetricStat;
  checkPeriod(period);
  const { Namespace, MetricName } = metric;
  const path = `MetricDataQueries.member.${queries.indexOf(query) + 1}.MetricStat.Metric`;
  if (Namespace === undefined) throw missingParameter(`${path}.Namespace`);
  if (MetricName === undefined) throw missingParameter(`${path}.MetricName`);
  const key = { namespace: Namespace, name: MetricName, dimensions: sortedDimensions(metric.Dimensions) };
  const data = store.data(range.region, key, range.from, range.to).filter(({ unit }) => Unit === undefined || unit === Unit);
  const values = new Map<number, number>();
  for (const each of periodsOf(data, period, range.origin)) {
    const value = statisticOf(each, Stat);
    if (value !== undefined) values.set(each.start, value);
  }
  return { id, label: Label ?? key.name, series: [{ label: Label ?? key.name, values }], returned: ReturnData };
}

function maxPeriod(queries: readonly MetricDataQuery[]): number {
  return Math.max(60, ...queries.map(({ MetricStat }) => MetricStat?.Period ?? 0));
}

/** The beginnings of a range's periods. */
function timesOf(periodSeconds: number, { from, to, origin = 0 }: QueryRange): number[] {
  const length = periodSeconds * 1000;
  const first = origin + Math.floor((from - origin) / length) * length;
  const times: number[] = [];
  for (let time = first; time < to && times.length < 10_000; time += length) times.push(time);
  return times;
}

/** @throws AwsError for a length that no period has */
export function checkPeriod(period: number): void {
  if (![1, 5, 10, 20, 30].includes(period) && (period <= 0 || period % 60 !== 0))
    throw invalidParameterValue('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
}
