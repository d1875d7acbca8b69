import type { GetBucketAclCommandInput, GetBucketAclOutput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { ownerGrants } from '../owner-grants.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the access control list of a bucket: full control for its owner.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html
 */
export function getBucketAcl({ buckets }: S3): OperationHandler<GetBucketAclCommandInput, GetBucketAclOutput> {
  return ({ Bucket }, { account }) => {
    buckets.get(Bucket);
    return ownerGrants(account);
  };
}
