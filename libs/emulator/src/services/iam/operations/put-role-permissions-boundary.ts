import type { PutRolePermissionsBoundaryCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type Iam, requireRole } from '../iam.ts';
import { requirePolicy } from '../require-policy.ts';

/**
 * Sets the permissions boundary of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html
 */
export function putRolePermissionsBoundary(
  iam: Iam,
): OperationHandler<Given<PutRolePermissionsBoundaryCommandInput, 'RoleName' | 'PermissionsBoundary'>, undefined> {
  return ({ RoleName, PermissionsBoundary }) => {
    const role = requireRole(iam, RoleName);
    requirePolicy(iam, PermissionsBoundary);
    iam.roles.put(role.name, { ...role, permissionsBoundary: PermissionsBoundary });
    return undefined;
  };
}
