import type { GetBucketCorsCommandInput, GetBucketCorsOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { getConfiguration } from '../bucket-configuration.ts';
import { CORS } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the CORS rules of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html
 */
export function getBucketCors(s3: S3): OperationHandler<GetBucketCorsCommandInput, GetBucketCorsOutput> {
  return ({ Bucket }) => getConfiguration(s3, Bucket, CORS);
}
