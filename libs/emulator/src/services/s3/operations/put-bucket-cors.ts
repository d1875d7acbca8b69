import type { PutBucketCorsCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import { CORS } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Replaces the CORS rules of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html
 */
export function putBucketCors(s3: S3): OperationHandler<PutBucketCorsCommandInput, undefined> {
  return (input) => {
    putConfiguration(s3, input, CORS);
    return undefined;
  };
}
