import type { DeleteBucketWebsiteCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { deleteConfiguration } from '../bucket-configuration.ts';
import { WEBSITE } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Deletes the website configuration of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketWebsite.html
 */
export function deleteBucketWebsite(s3: S3): OperationHandler<DeleteBucketWebsiteCommandInput, undefined> {
  return ({ Bucket }) => {
    deleteConfiguration(s3, Bucket, WEBSITE);
    return undefined;
  };
}
