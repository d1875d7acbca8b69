import type { GetObjectAclCommandInput, GetObjectAclOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { findObject } from '../find-object.ts';
import { ownerGrants } from '../owner-grants.ts';
import type { S3 } from '../s3.ts';

/**
 * Returns the access control list of an object: full control for its owner.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html
 */
export function getObjectAcl(s3: S3): OperationHandler<Given<GetObjectAclCommandInput, 'Bucket' | 'Key'>, GetObjectAclOutput> {
  return ({ Bucket, Key, VersionId }, { account }) => {
    findObject(s3, Bucket, Key, VersionId);
    return ownerGrants(account);
  };
}
