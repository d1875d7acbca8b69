import type { PutObjectAclCommandInput, PutObjectAclOutput } from '@aws-sdk/client-s3';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { findObject } from '../find-object.ts';
import { refuseAcl } from '../object-headers.ts';
import type { S3 } from '../s3.ts';

/**
 * Accepts the access control lists that leave the owner's full control as it is, and rejects every other one.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html
 */
export function putObjectAcl(s3: S3): OperationHandler<Given<PutObjectAclCommandInput, 'Bucket' | 'Key'>, PutObjectAclOutput> {
  return (input) => {
    findObject(s3, input.Bucket, input.Key, input.VersionId);
    refuseAcl(input);
    return {};
  };
}
