import type { GetBucketPolicyStatusCommandInput, GetBucketPolicyStatusOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { getConfiguration } from '../bucket-configuration.ts';
import { POLICY } from '../bucket-configurations.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns whether the policy of a bucket makes it public: never.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html
 */
export function getBucketPolicyStatus(s3: S3): OperationHandler<GetBucketPolicyStatusCommandInput, GetBucketPolicyStatusOutput> {
  return ({ Bucket }) => {
    getConfiguration(s3, Bucket, POLICY);
    return { PolicyStatus: { IsPublic: false } };
  };
}
