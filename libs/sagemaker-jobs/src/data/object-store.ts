import type { Readable } from 'node:stream';

/** An object as a listing shows it. */
export interface StoredObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

/** A request that the store refuses, e.g. a missing object, a missing bucket, or one that the role may not read. */
export class ObjectStoreError extends Error {
  override readonly name = 'ObjectStoreError';
  /** The code as Amazon S3 sends it, e.g. `NoSuchKey` or `AccessDenied`. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Where jobs fetch their inputs and leave their outputs, as one role: S3 as far as a job runner needs it.
 * Every method throws {@link ObjectStoreError} where the store refuses.
 */
export interface ObjectStore {
  /** All objects whose keys begin with `prefix`, in key order. */
  list(bucket: string, prefix: string): AsyncIterable<StoredObject>;
  /** An object's bytes. */
  get(bucket: string, key: string): Promise<Readable>;
  /** Bytes of an object without reading it; undefined where the object is missing. */
  size(bucket: string, key: string): Promise<number | undefined>;
  /** Writes a file as an object. */
  putFile(bucket: string, key: string, path: string): Promise<void>;
}
