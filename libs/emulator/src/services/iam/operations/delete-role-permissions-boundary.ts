import type { DeleteRoleCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type Iam, requireRole } from '../iam.ts';

/**
 * Removes the permissions boundary of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html
 */
export function deleteRolePermissionsBoundary(iam: Iam): OperationHandler<Given<DeleteRoleCommandInput, 'RoleName'>, undefined> {
  return ({ RoleName }) => {
    const { permissionsBoundary: _gone, ...role } = requireRole(iam, RoleName);
    iam.roles.put(role.name, role);
    return undefined;
  };
}
