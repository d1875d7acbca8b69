import type { DeleteBucketLifecycleCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { deleteConfiguration } from '../bucket-configuration.ts';
import { LIFECYCLE } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Deletes the lifecycle rules of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html
 */
export function deleteBucketLifecycle(s3: S3): OperationHandler<DeleteBucketLifecycleCommandInput, undefined> {
  return ({ Bucket }) => {
    deleteConfiguration(s3, Bucket, LIFECYCLE);
    return undefined;
  };
}
