import type { GetBucketAccelerateConfigurationCommandInput, GetBucketAccelerateConfigurationOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { getConfiguration } from '../bucket-configuration.ts';
import { ACCELERATE } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the transfer acceleration of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAccelerateConfiguration.html
 */
export function getBucketAccelerateConfiguration(
  s3: S3,
): OperationHandler<GetBucketAccelerateConfigurationCommandInput, GetBucketAccelerateConfigurationOutput> {
  return ({ Bucket }) => getConfiguration(s3, Bucket, ACCELERATE);
}
