import type { Collection, Store } from '../../core/store.ts';
import { noSuchBucket } from './errors.ts';

/** A bucket as it is kept. */
export interface Bucket {
  readonly name: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Absent as long as versioning was never enabled. */
  readonly versioning?: 'Enabled' | 'Suspended';
  /** Its configurations, in the API's shapes, by our own names, e.g. `lifecycle`. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** The buckets, by name. */
export class BucketStore {
  readonly #buckets: Collection<Bucket>;

  constructor(store: Store) {
    this.#buckets = store.collection('s3.bucket');
  }

  find(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  /** @throws AwsError `NoSuchBucket` */
  get(name: string | undefined): Bucket {
    const bucket = this.#buckets.get(name ?? '');
    if (bucket === undefined) throw noSuchBucket(name ?? '');
    return bucket;
  }

  put(bucket: Bucket): void {
    this.#buckets.put(bucket.name, bucket);
  }

  delete(name: string): void {
    this.#buckets.delete(name);
  }

  list(prefix: string): Bucket[] {
    return this.#buckets.list({ prefix }).map(({ value }) => value);
  }
}
