import type { DeletedObject } from '@aws-sdk/client-s3';
import { preconditionFailed } from './errors.ts';
import type { S3 } from './s3.ts';
import { newVersionId } from './save-object.ts';

/** Sends an event of a deletion to the targets in the configuration of the bucket. */
export function notifyOfDeletion({ buckets, notify }: S3, bucketName: string, reason: string, deleted: DeletedObject): void {
  const { Key: key = '', VersionId, DeleteMarker, DeleteMarkerVersionId } = deleted;
  const isMarker = DeleteMarker === true && VersionId === undefined;
  notify(buckets.get(bucketName), {
    key,
    versionId: DeleteMarkerVersionId ?? VersionId ?? 'null',
    reason,
    deletionType: isMarker ? 'Delete Marker Created' : 'Permanently Deleted',
  });
}

/**
 * Removes a version, or puts a delete marker over a versioned object. A key without an object is deleted, too.
 *
 * @throws AwsError `NoSuchBucket`, `PreconditionFailed`
 */
export function removeObject(
  { buckets, objects, clock }: S3,
  bucketName: string,
  key: string,
  versionId: string | undefined,
  ifMatch: string | undefined,
): { deleted: DeletedObject; files: string[] } {
  const bucket = buckets.get(bucketName);
  const latest = objects.latest(bucketName, key);
  if (ifMatch !== undefined && latest?.deleteMarker !== false) throw preconditionFailed('If-Match');
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch.replaceAll('"', '') !== latest?.etag)
    throw preconditionFailed('If-Match');

  if (versionId !== undefined || bucket.versioning === undefined) {
    const version = objects.version(bucketName, key, versionId ?? 'null');
    if (version !== undefined) objects.remove(version);
    const files = version?.pieces.map(({ file }) => file) ?? [];
    if (versionId === undefined) return { deleted: { Key: key }, files };
    const marker = version?.deleteMarker === true ? { DeleteMarker: true, DeleteMarkerVersionId: versionId } : {};
    return { deleted: { Key: key, VersionId: versionId, ...marker }, files };
  }
  const markerId = newVersionId(bucket);
  const replaced = objects.put({
    bucket: bucketName,
    key,
    versionId: markerId,
    deleteMarker: true,
    size: 0,
    etag: '',
    modifiedAt: clock.now(),
    headers: {},
    metadata: {},
    tags: [],
    pieces: [],
  });
  return {
    deleted: { Key: key, DeleteMarker: true, DeleteMarkerVersionId: markerId },
    files: replaced?.pieces.map(({ file }) => file) ?? [],
  };
}
