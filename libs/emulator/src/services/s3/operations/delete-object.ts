import type {
  DeletedObject,
  _Error as DeleteError,
  DeleteObjectCommandInput,
  DeleteObjectOutput,
  DeleteObjectsCommandInput,
  DeleteObjectsOutput,
} from '@aws-sdk/client-s3';
import { deniedSentence } from '../../../authorization/refusal.ts';
import { AwsError } from '../../../core/aws-error.ts';
import type { Aws } from '../../../core/runtime.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { preconditionFailed, refusal } from '../errors.ts';
import type { S3 } from '../s3.ts';
import { newVersionId } from '../save-object.ts';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export function deleteObject(s3: S3): OperationHandler<DeleteObjectCommandInput, DeleteObjectOutput> {
  return ({ Bucket = '', Key = '', VersionId, IfMatch }) => {
    const { deleted, files } = s3.store.transaction(() => removeOne(s3, Bucket, Key, VersionId, IfMatch));
    s3.files.remove(files);
    tellOfDeletion(s3, Bucket, 'DeleteObject', deleted);
    return { DeleteMarker: deleted.DeleteMarker, VersionId: deleted.DeleteMarkerVersionId ?? deleted.VersionId };
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export function deleteObjects(s3: S3, aws: Aws): OperationHandler<DeleteObjectsCommandInput, DeleteObjectsOutput> {
  return ({ Bucket = '', Delete }, call) => {
    s3.buckets.get(Bucket);
    const objects = Delete?.Objects ?? [];
    if (objects.length === 0 || objects.length > 1000)
      throw refusal('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
    const Deleted: DeletedObject[] = [];
    const Errors: DeleteError[] = [];
    const files: string[] = [];
    s3.store.transaction(() => {
      for (const { Key = '', VersionId, ETag } of objects) {
        try {
          requireDelete(aws, call, Bucket, Key, VersionId);
          const removed = removeOne(s3, Bucket, Key, VersionId, ETag);
          files.push(...removed.files);
          Deleted.push(removed.deleted);
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          Errors.push({ Key, VersionId, Code: error.code, Message: error.message });
        }
      }
    });
    s3.files.remove(files);
    for (const deleted of Deleted) tellOfDeletion(s3, Bucket, 'DeleteObjects', deleted);
    return Delete?.Quiet === true ? { Errors } : { Deleted, Errors };
  };
}

/**
 * Each object of a list is allowed or denied by itself; a version needs both permissions. @throws AwsError `AccessDenied`
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
function requireDelete(aws: Aws, { caller, region, partition }: Call, bucket: string, key: string, versionId?: string): void {
  const resource = `arn:${partition}:s3:::${bucket}/${key}`;
  const context = versionId === undefined ? {} : { 's3:VersionId': versionId };
  for (const action of ['s3:DeleteObject', ...(versionId === undefined ? [] : ['s3:DeleteObjectVersion'])]) {
    const decision = aws.authorize({ caller, action, resource, region, context, service: 's3' });
    if (!decision.allowed) throw refusal('AccessDenied', deniedSentence(caller, action, `"${resource}"`, decision), 403);
  }
}

function tellOfDeletion({ buckets, tell }: S3, bucketName: string, reason: string, deleted: DeletedObject): void {
  const { Key: key = '', VersionId, DeleteMarker, DeleteMarkerVersionId } = deleted;
  const isMarker = DeleteMarker === true && VersionId === undefined;
  tell(buckets.get(bucketName), {
    key,
    versionId: DeleteMarkerVersionId ?? VersionId ?? 'null',
    reason,
    deletionType: isMarker ? 'Delete Marker Created' : 'Permanently Deleted',
  });
}

/** Removes a version for good, or puts a delete marker over the object. What never was is deleted too. */
function removeOne(
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
