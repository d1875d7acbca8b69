import type { Readable } from 'node:stream';

/** An object as a listing shows it. */
export interface StoredObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * Where jobs fetch their inputs and leave their outputs, as one role: S3 as far as a job runner needs it.
 * Failures are thrown as the store's own errors; a missing object or bucket has the `code` that S3 gives it.
 */
export interface ObjectStore {
  /** All objects whose keys begin with `prefix`, in key order. */
  list(bucket: string, prefix: string): AsyncIterable<StoredObject>;
  /** An object's bytes. */
  get(bucket: string, key: string): Promise<Readable>;
  /** Bytes of an object without reading it; undefined where there is none. */
  size(bucket: string, key: string): Promise<number | undefined>;
  /** Writes a file as an object. */
  putFile(bucket: string, key: string, path: string): Promise<void>;
}
