import type { DatabaseSync } from 'node:sqlite';

/**
 * The durable store: one SQLite database (WAL) under the data directory. Every write is on its way to disk when the call returns,
 * so a killed server finds it again. All calls are synchronous; none takes longer than a few microseconds per row.
 */
export interface Store {
  /** Documents of one kind, by key. `name` is `<service>.<resource>`, e.g. `sagemaker.training-job`. */
  collection<T>(name: string): Collection<T>;
  /** Runs `work` in one transaction: all of its writes are kept or none. Nested calls join the outer one. */
  transaction<T>(work: () => T): T;
  /** For a service with separate tables (histories, log events): runs each migration once, in order, then hands out the database. */
  database(service: string, migrations: readonly string[]): DatabaseSync;
}

/** JSON documents by key, in the order of their keys. `Date` and `Uint8Array` members are not kept: store epoch milliseconds and base64. */
export interface Collection<T> {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
  /** True if there was one. */
  delete(key: string): boolean;
  /** Values in key order, from after `after`, whose keys begin with `prefix`. */
  list(options?: {
    readonly prefix?: string;
    readonly after?: string;
    readonly limit?: number;
  }): { readonly key: string; readonly value: T }[];
}
