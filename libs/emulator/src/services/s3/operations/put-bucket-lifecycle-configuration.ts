import type { PutBucketLifecycleConfigurationCommandInput, PutBucketLifecycleConfigurationOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import { LIFECYCLE } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Replaces the lifecycle rules of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
 */
export function putBucketLifecycleConfiguration(
  s3: S3,
): OperationHandler<PutBucketLifecycleConfigurationCommandInput, PutBucketLifecycleConfigurationOutput | undefined> {
  return (input) => putConfiguration(s3, input, LIFECYCLE);
}
