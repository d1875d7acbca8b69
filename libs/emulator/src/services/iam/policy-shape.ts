import type { Policy as PolicyShape } from '@aws-sdk/client-iam';
import { attachedRoles, boundedRoles } from './managed-policy.ts';
import type { ManagedPolicy } from './policy-store.ts';
import type { Role } from './role-store.ts';

/** A managed policy as IAM's API returns it, with the number of these roles that use it. */
export function policyShape(policy: ManagedPolicy, roles: readonly Role[]): PolicyShape {
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attachedRoles(roles, policy.arn).length,
    PermissionsBoundaryUsageCount: boundedRoles(roles, policy.arn).length,
    IsAttachable: true,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
  };
}
