import { noSuchKey, noSuchVersion, refusal } from './errors.ts';
import type { ObjectVersion } from './object-store.ts';
import type { S3 } from './s3.ts';

/**
 * The object that a request names, in the version that it names or the newest.
 *
 * @throws AwsError `NoSuchBucket`, `NoSuchKey`, `NoSuchVersion`; `MethodNotAllowed` for a delete marker that is named by its version
 */
export function findObject({ buckets, objects }: S3, bucket: string, key: string, versionId: string | undefined): ObjectVersion {
  buckets.get(bucket);
  if (versionId === undefined || versionId === '') {
    const latest = objects.latest(bucket, key);
    if (latest === undefined || latest.deleteMarker) throw noSuchKey(key);
    return latest;
  }
  const version = objects.version(bucket, key, versionId);
  if (version === undefined) throw noSuchVersion(key, versionId);
  if (version.deleteMarker)
    throw refusal('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405, {
      ResourceType: 'DeleteMarker',
    });
  return version;
}
