import type { GetObjectTaggingCommandInput, GetObjectTaggingOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { findObject } from '../find-object.ts';
import type { S3 } from '../s3.ts';
import { shownVersionId } from '../save-object.ts';

/**
 * Returns the tags of an object.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html
 */
export function getObjectTagging(
  s3: S3,
): OperationHandler<Given<GetObjectTaggingCommandInput, 'Bucket' | 'Key'>, GetObjectTaggingOutput> {
  return ({ Bucket, Key, VersionId }) => {
    const version = findObject(s3, Bucket, Key, VersionId);
    return { TagSet: [...version.tags], ...shownVersionId(s3.buckets.get(Bucket), version) };
  };
}
