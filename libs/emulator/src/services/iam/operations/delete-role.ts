import type { DeleteRoleCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { deleteConflict } from '../errors.ts';
import { type Iam, requireRole } from '../iam.ts';

/**
 * Deletes a role that has no policies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
 */
export function deleteRole(iam: Iam): OperationHandler<Given<DeleteRoleCommandInput, 'RoleName'>, undefined> {
  return ({ RoleName }) => {
    const role = requireRole(iam, RoleName);
    if (role.attachedPolicies.length > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (Object.keys(role.inlinePolicies).length > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
    iam.roles.delete(role.name);
    return undefined;
  };
}
