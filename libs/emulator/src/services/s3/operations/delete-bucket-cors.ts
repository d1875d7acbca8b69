import type { DeleteBucketCorsCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { deleteConfiguration } from '../bucket-configuration.ts';
import { CORS } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Deletes the CORS rules of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketCors.html
 */
export function deleteBucketCors(s3: S3): OperationHandler<DeleteBucketCorsCommandInput, undefined> {
  return ({ Bucket }) => {
    deleteConfiguration(s3, Bucket, CORS);
    return undefined;
  };
}
