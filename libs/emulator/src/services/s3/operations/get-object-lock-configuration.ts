import type { GetObjectLockConfigurationCommandInput, GetObjectLockConfigurationOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { getConfiguration } from '../bucket-configuration.ts';
import { OBJECT_LOCK } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the object lock of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html
 */
export function getObjectLockConfiguration(
  s3: S3,
): OperationHandler<GetObjectLockConfigurationCommandInput, GetObjectLockConfigurationOutput> {
  return ({ Bucket }) => getConfiguration(s3, Bucket, OBJECT_LOCK);
}
