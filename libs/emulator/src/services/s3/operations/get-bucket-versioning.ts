import type { GetBucketVersioningCommandInput, GetBucketVersioningOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns whether a bucket keeps the versions of its objects.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
 */
export function getBucketVersioning({
  buckets,
}: S3): OperationHandler<GetBucketVersioningCommandInput, GetBucketVersioningOutput> {
  return ({ Bucket }) => ({ Status: buckets.get(Bucket).versioning });
}
