import type { Bucket } from './bucket-store.ts';
import type { ObjectFacts, ObjectVersion } from './object-store.ts';
import { checkWriteConditions, type ReadConditions } from './preconditions.ts';
import { randomId, type S3 } from './s3.ts';

/** A new version, all but what its bucket and the clock decide. */
export interface NewObject extends ObjectFacts {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
}

/**
 * Makes a new version the newest one of its key, all at once: readers see the old object or the new one.
 *
 * @param operation by which it came, e.g. `PutObject`
 * @param also further work of the same transaction
 * @throws AwsError where a condition does not hold; the new object's files are then removed
 */
export function saveObject(
  { store, objects, files, clock, buckets, notify }: S3,
  operation: string,
  bucketName: string,
  object: NewObject,
  conditions: Pick<ReadConditions, 'IfMatch' | 'IfNoneMatch'> = {},
  also: () => void = () => {},
): ObjectVersion {
  const version = { ...object, bucket: bucketName, deleteMarker: false, latest: true, modifiedAt: clock.now() };
  let replaced: ObjectVersion | undefined;
  let saved: ObjectVersion;
  try {
    saved = store.transaction(() => {
      const bucket = buckets.get(bucketName);
      checkWriteConditions(objects.latest(bucketName, object.key), object.key, conditions);
      const result = { ...version, versionId: newVersionId(bucket) };
      replaced = objects.put(result);
      also();
      return result;
    });
  } catch (error) {
    files.remove(object.pieces.map(({ file }) => file));
    throw error;
  }
  removeFiles(files, replaced);
  const { key, size, etag, versionId } = saved;
  notify(buckets.get(bucketName), { key, size, etag, versionId, reason: operation });
  return saved;
}

/** The id of a bucket's next version: `null`, which each write replaces, unless versioning is enabled. */
export function newVersionId({ versioning }: Bucket): string {
  return versioning === 'Enabled' ? randomId() : 'null';
}

/** The version id as outputs show it: not at all where the bucket was never versioned. */
export function shownVersionId(bucket: Bucket, { versionId }: { readonly versionId: string }): { VersionId?: string } {
  return bucket.versioning === undefined ? {} : { VersionId: versionId };
}

function removeFiles(files: S3['files'], replaced: ObjectVersion | undefined): void {
  if (replaced !== undefined) files.remove(replaced.pieces.map(({ file }) => file));
}
