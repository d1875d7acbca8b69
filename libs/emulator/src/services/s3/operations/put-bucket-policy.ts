import type { PutBucketPolicyCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { putConfiguration } from '../bucket-configuration.ts';
import { POLICY } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Replaces the policy of a bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export function putBucketPolicy(s3: S3): OperationHandler<PutBucketPolicyCommandInput, undefined> {
  return (input) => {
    putConfiguration(s3, input, POLICY);
    return undefined;
  };
}
