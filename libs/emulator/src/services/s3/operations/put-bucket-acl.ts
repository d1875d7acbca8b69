import type { PutBucketAclCommandInput } from '@aws-sdk/client-s3';
import type { OperationHandler } from '../../../core/service.ts';
import { refusal } from '../errors.ts';
import type { S3 } from '../s3.ts';

/**
 * Accepts the private access control list, and rejects every other one.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html
 */
export function putBucketAcl({ buckets }: S3): OperationHandler<PutBucketAclCommandInput, undefined> {
  return ({ Bucket, ACL }) => {
    buckets.get(Bucket);
    if (ACL !== 'private') throw refusal('AccessControlListNotSupported', 'The bucket does not allow ACLs');
    return undefined;
  };
}
