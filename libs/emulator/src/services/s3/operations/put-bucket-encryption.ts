import type { PutBucketEncryptionCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import { ENCRYPTION } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Replaces the default encryption of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html
 */
export function putBucketEncryption(s3: S3): OperationHandler<PutBucketEncryptionCommandInput, undefined> {
  return (input) => {
    putConfiguration(s3, input, ENCRYPTION);
    return undefined;
  };
}
