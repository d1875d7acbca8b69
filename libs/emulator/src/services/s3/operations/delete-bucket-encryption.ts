import type { DeleteBucketEncryptionCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { deleteConfiguration } from '../bucket-configuration.ts';
import { ENCRYPTION } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Deletes the default encryption of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html
 */
export function deleteBucketEncryption(s3: S3): OperationHandler<DeleteBucketEncryptionCommandInput, undefined> {
  return ({ Bucket }) => {
    deleteConfiguration(s3, Bucket, ENCRYPTION);
    return undefined;
  };
}
