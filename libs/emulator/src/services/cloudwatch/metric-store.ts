import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Store } from '../../core/store.ts';

/** A metric: what its data points are of. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  /** Sorted by name. */
  readonly dimensions: readonly Dimension[];
}

/** A name and a value that distinguish one metric from another of the same name. */
export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** Values that were put for one moment. */
export interface Datum {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly unit: string;
  readonly sum: number;
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  /** The values with how often each came; absent for statistic sets, which have no percentiles. */
  readonly values?: readonly (readonly [value: number, count: number])[];
}

const MIGRATIONS = [
  `CREATE TABLE cloudwatch_metrics (id INTEGER PRIMARY KEY, region TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL,
     dimensions TEXT NOT NULL, last INTEGER NOT NULL, UNIQUE (region, namespace, name, dimensions));
   CREATE TABLE cloudwatch_data (metric INTEGER NOT NULL, ts INTEGER NOT NULL, unit TEXT NOT NULL, sum REAL NOT NULL, count REAL NOT NULL,
     minimum REAL NOT NULL, maximum REAL NOT NULL, vals TEXT);
   CREATE INDEX cloudwatch_data_time ON cloudwatch_data (metric, ts);`,
];

/** Metrics and their data, by region. */
export class MetricStore {
  readonly #store: Store;
  readonly #database: DatabaseSync;
  readonly #touch: StatementSync;
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #data: StatementSync;

  constructor(store: Store) {
    this.#store = store;
    this.#database = store.database('cloudwatch', MIGRATIONS);
    this.#touch = this.#database.prepare(
      `INSERT INTO cloudwatch_metrics (region, namespace, name, dimensions, last) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET last = max(last, excluded.last) RETURNING id`,
    );
    this.#find = this.#database.prepare(
      'SELECT id FROM cloudwatch_metrics WHERE region = ? AND namespace = ? AND name = ? AND dimensions = ?',
    );
    this.#insert = this.#database.prepare('INSERT INTO cloudwatch_data VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.#data = this.#database.prepare('SELECT * FROM cloudwatch_data WHERE metric = ? AND ts >= ? AND ts < ? ORDER BY ts');
  }

  put(region: string, data: readonly { readonly metric: Metric; readonly datum: Datum }[]): void {
    this.#store.transaction(() => {
      for (const { metric, datum } of data) {
        const id = this.#touch.get(region, metric.namespace, metric.name, JSON.stringify(metric.dimensions), datum.timestamp)?.[
          'id'
        ] as number;
        const { timestamp, unit, sum, count, minimum, maximum, values } = datum;
        this.#insert.run(id, timestamp, unit, sum, count, minimum, maximum, values === undefined ? null : JSON.stringify(values));
      }
    });
  }

  /** Data from `from` up to but not including `to`, in milliseconds since the epoch. */
  data(region: string, { namespace, name, dimensions }: Metric, from: number, to: number): Datum[] {
    const id = this.#find.get(region, namespace, name, JSON.stringify(dimensions))?.['id'];
    if (id === undefined) return [];
    return this.#data.all(id, from, to).map((row) => ({
      timestamp: row['ts'] as number,
      unit: row['unit'] as string,
      sum: row['sum'] as number,
      count: row['count'] as number,
      minimum: row['minimum'] as number,
      maximum: row['maximum'] as number,
      ...(row['vals'] !== null && { values: JSON.parse(row['vals'] as string) as [number, number][] }),
    }));
  }

  /** The metrics that have data since `since`. */
  metrics(region: string, since: number): Metric[] {
    return this.#database
      .prepare('SELECT * FROM cloudwatch_metrics WHERE region = ? AND last >= ? ORDER BY namespace, name, dimensions')
      .all(region, since)
      .map((row) => ({
        namespace: row['namespace'] as string,
        name: row['name'] as string,
        dimensions: JSON.parse(row['dimensions'] as string) as Dimension[],
      }));
  }
}

/** Dimensions as they are kept: sorted by name. */
export function sortedDimensions(
  dimensions: readonly { readonly Name?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): Dimension[] {
  return (dimensions ?? [])
    .map(({ Name = '', Value = '' }) => ({ Name, Value }))
    .sort((left, right) => (left.Name < right.Name ? -1 : left.Name > right.Name ? 1 : 0));
}
