import type { GetBucketLifecycleConfigurationCommandInput, GetBucketLifecycleConfigurationOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { getConfiguration } from '../bucket-configuration.ts';
import { LIFECYCLE } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the lifecycle rules of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html
 */
export function getBucketLifecycleConfiguration(
  s3: S3,
): OperationHandler<GetBucketLifecycleConfigurationCommandInput, GetBucketLifecycleConfigurationOutput> {
  return ({ Bucket }) => getConfiguration(s3, Bucket, LIFECYCLE);
}
