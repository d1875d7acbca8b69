import type { DeleteBucketPolicyCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { deleteConfiguration } from '../bucket-configuration.ts';
import { POLICY } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Deletes the policy of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
 */
export function deleteBucketPolicy(s3: S3): OperationHandler<DeleteBucketPolicyCommandInput, undefined> {
  return ({ Bucket }) => {
    deleteConfiguration(s3, Bucket, POLICY);
    return undefined;
  };
}
