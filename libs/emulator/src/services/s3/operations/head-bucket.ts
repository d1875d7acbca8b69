import type { HeadBucketCommandInput, HeadBucketOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns whether a bucket exists, and its region.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export function headBucket({ buckets }: S3): OperationHandler<HeadBucketCommandInput, HeadBucketOutput> {
  return ({ Bucket }) => ({ BucketRegion: buckets.get(Bucket).region, AccessPointAlias: false });
}
