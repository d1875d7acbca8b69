import type { GetBucketTaggingCommandInput, GetBucketTaggingOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { getConfiguration } from '../bucket-configuration.ts';
import { TAGGING } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the tags of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html
 */
export function getBucketTagging(s3: S3): OperationHandler<GetBucketTaggingCommandInput, GetBucketTaggingOutput> {
  return ({ Bucket }) => getConfiguration(s3, Bucket, TAGGING);
}
