import type { GetBucketPolicyCommandInput, GetBucketPolicyOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { getConfiguration } from '../bucket-configuration.ts';
import { POLICY } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the policy of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
 */
export function getBucketPolicy(s3: S3): OperationHandler<GetBucketPolicyCommandInput, GetBucketPolicyOutput> {
  return ({ Bucket }) => getConfiguration(s3, Bucket, POLICY);
}
