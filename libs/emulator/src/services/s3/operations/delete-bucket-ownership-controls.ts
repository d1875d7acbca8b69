import type { DeleteBucketOwnershipControlsCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { deleteConfiguration } from '../bucket-configuration.ts';
import { OWNERSHIP_CONTROLS } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Deletes the ownership controls of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html
 */
export function deleteBucketOwnershipControls(s3: S3): OperationHandler<DeleteBucketOwnershipControlsCommandInput, undefined> {
  return ({ Bucket }) => {
    deleteConfiguration(s3, Bucket, OWNERSHIP_CONTROLS);
    return undefined;
  };
}
