import type { GetBucketAclOutput } from '@aws-sdk/client-s3';
import { ownerOf } from './s3.ts';

/** The access control list where ACLs are disabled: the owner has full control. */
export function ownerGrants(account: string): GetBucketAclOutput {
  const owner = ownerOf(account);
  return { Owner: owner, Grants: [{ Grantee: { ...owner, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }] };
}
