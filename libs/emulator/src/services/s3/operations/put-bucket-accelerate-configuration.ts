import type { PutBucketAccelerateConfigurationCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import { ACCELERATE } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Replaces the transfer acceleration of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html
 */
export function putBucketAccelerateConfiguration(
  s3: S3,
): OperationHandler<PutBucketAccelerateConfigurationCommandInput, undefined> {
  return (input) => {
    putConfiguration(s3, input, ACCELERATE);
    return undefined;
  };
}
