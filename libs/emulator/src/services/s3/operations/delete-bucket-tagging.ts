import type { DeleteBucketTaggingCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { deleteConfiguration } from '../bucket-configuration.ts';
import { TAGGING } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Deletes the tags of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html
 */
export function deleteBucketTagging(s3: S3): OperationHandler<DeleteBucketTaggingCommandInput, undefined> {
  return ({ Bucket }) => {
    deleteConfiguration(s3, Bucket, TAGGING);
    return undefined;
  };
}
