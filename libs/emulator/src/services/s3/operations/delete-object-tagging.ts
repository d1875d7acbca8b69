import type { DeleteObjectTaggingCommandInput, DeleteObjectTaggingOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { findObject } from '../find-object.ts';
import type { S3 } from '../s3.ts';
import { shownVersionId } from '../save-object.ts';

/**
 * Removes the tags of an object.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html
 */
export function deleteObjectTagging(
  s3: S3,
): OperationHandler<Given<DeleteObjectTaggingCommandInput, 'Bucket' | 'Key'>, DeleteObjectTaggingOutput> {
  return ({ Bucket, Key, VersionId }) => {
    const version = findObject(s3, Bucket, Key, VersionId);
    s3.objects.update(version, { ...version, tags: [] });
    return shownVersionId(s3.buckets.get(Bucket), version);
  };
}
