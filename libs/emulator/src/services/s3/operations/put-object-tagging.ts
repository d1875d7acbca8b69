import type { PutObjectTaggingCommandInput, PutObjectTaggingOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { findObject } from '../find-object.ts';
import { validTags } from '../object-headers.ts';
import type { S3 } from '../s3.ts';
import { shownVersionId } from '../save-object.ts';

/**
 * Replaces the tags of an object.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html
 */
export function putObjectTagging(
  s3: S3,
): OperationHandler<Given<PutObjectTaggingCommandInput, 'Bucket' | 'Key' | 'Tagging'>, PutObjectTaggingOutput> {
  return ({ Bucket, Key, VersionId, Tagging }) => {
    const version = findObject(s3, Bucket, Key, VersionId);
    s3.objects.update(version, { ...version, tags: validTags(Tagging.TagSet ?? [], 10) });
    return shownVersionId(s3.buckets.get(Bucket), version);
  };
}
