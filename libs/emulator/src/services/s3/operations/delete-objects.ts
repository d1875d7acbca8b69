import type { DeletedObject, _Error as DeleteError, DeleteObjectsCommandInput, DeleteObjectsOutput } from '@aws-sdk/client-s3';
import { deniedSentence } from '../../../authorization/refusal.ts';
import { s3Arn } from '../../../core/arn.ts';
import { AwsError } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { Aws } from '../../../core/runtime.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { malformedXml, refusal } from '../errors.ts';
import { notifyOfDeletion, removeObject } from '../object-removal.ts';
import type { S3 } from '../s3.ts';

/**
 * Deletes up to 1,000 objects, each one allowed or denied by itself.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export function deleteObjects(
  s3: S3,
  aws: Aws,
): OperationHandler<Given<DeleteObjectsCommandInput, 'Bucket' | 'Delete'>, DeleteObjectsOutput> {
  return ({ Bucket, Delete }, call) => {
    s3.buckets.get(Bucket);
    const objects = Delete.Objects ?? [];
    if (objects.length === 0 || objects.length > 1000) throw malformedXml();
    const Deleted: DeletedObject[] = [];
    const Errors: DeleteError[] = [];
    const files: string[] = [];
    s3.store.transaction(() => {
      for (const { Key = '', VersionId, ETag } of objects) {
        try {
          requireDelete(aws, call, Bucket, Key, VersionId);
          const removed = removeObject(s3, Bucket, Key, VersionId, ETag);
          files.push(...removed.files);
          Deleted.push(removed.deleted);
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          Errors.push({ Key, VersionId, Code: error.code, Message: error.message });
        }
      }
    });
    s3.files.remove(files);
    for (const deleted of Deleted) notifyOfDeletion(s3, Bucket, 'DeleteObjects', deleted);
    return Delete.Quiet === true ? { Errors } : { Deleted, Errors };
  };
}

/**
 * Each object of a list is allowed or denied by itself; a version needs both permissions. @throws AwsError `AccessDenied`
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
function requireDelete(aws: Aws, { caller, region, partition }: Call, bucket: string, key: string, versionId?: string): void {
  const resource = s3Arn(partition, bucket, key);
  const context = versionId === undefined ? {} : { 's3:VersionId': versionId };
  for (const action of ['s3:DeleteObject', ...(versionId === undefined ? [] : ['s3:DeleteObjectVersion'])]) {
    const decision = aws.authorize({ caller, action, resource, region, context, service: 's3' });
    if (!decision.allowed) throw refusal('AccessDenied', deniedSentence(caller, action, `"${resource}"`, decision), 403);
  }
}
