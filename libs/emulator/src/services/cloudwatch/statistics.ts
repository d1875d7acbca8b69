import { invalidParameterValue } from './errors.ts';
import type { Datum } from './metric-store.ts';

/** The data points of one period. */
export interface Period {
  /** Start, in milliseconds since the epoch. */
  readonly start: number;
  readonly data: readonly Datum[];
}

/**
 * Gathers data into periods that begin at multiples of their length.
 *
 * @param origin what the multiples count from, in milliseconds since the epoch; @default 0
 */
export function periodsOf(data: readonly Datum[], periodSeconds: number, origin = 0): Period[] {
  const length = periodSeconds * 1000;
  const groups = new Map<number, Datum[]>();
  for (const datum of data) {
    const start = origin + Math.floor((datum.timestamp - origin) / length) * length;
    const group = groups.get(start);
    if (group === undefined) groups.set(start, [datum]);
    else group.push(datum);
  }
  return [...groups].sort(([left], [right]) => left - right).map(([start, group]) => ({ start, data: group }));
}

/**
 * A statistic of a period: `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount`, or a percentile such as `p99`.
 *
 * @returns undefined where there is none, as a percentile of statistic sets
 * @throws AwsError for a name that is none of these
 */
export function statisticOf({ data }: Period, statistic: string): number | undefined {
  switch (statistic) {
    case 'Sum':
      return total(data, ({ sum }) => sum);
    case 'SampleCount':
      return total(data, ({ count }) => count);
    case 'Average':
      return total(data, ({ sum }) => sum) / total(data, ({ count }) => count);
    case 'Minimum':
      return Math.min(...data.map(({ minimum }) => minimum));
    case 'Maximum':
      return Math.max(...data.map(({ maximum }) => maximum));
    default: {
      const percent = /^p(\d{1,2}(?:\.\d+)?|100)$/u.exec(statistic)?.[1];
      if (percent === undefined) throw invalidParameterValue(`The value ${statistic} for parameter Stat is not supported.`);
      return percentile(data, Number(percent));
    }
  }
}

function percentile(data: readonly Datum[], percent: number): number | undefined {
  const values: (readonly [number, number])[] = [];
  for (const datum of data) {
    if (datum.values === undefined) return undefined;
    values.push(...datum.values);
  }
  values.sort(([left], [right]) => left - right);
  const wanted = (percent / 100) * values.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [value, count] of values) {
    seen += count;
    if (seen >= wanted) return value;
  }
  return values.at(-1)?.[0];
}

function total(data: readonly Datum[], of: (datum: Datum) => number): number {
  return data.reduce((sum, datum) => sum + of(datum), 0);
}
