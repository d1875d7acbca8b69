import type { GetBucketEncryptionCommandInput, GetBucketEncryptionOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { getConfiguration } from '../bucket-configuration.ts';
import { ENCRYPTION } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the default encryption of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html
 */
export function getBucketEncryption(s3: S3): OperationHandler<GetBucketEncryptionCommandInput, GetBucketEncryptionOutput> {
  return ({ Bucket }) => getConfiguration(s3, Bucket, ENCRYPTION);
}
