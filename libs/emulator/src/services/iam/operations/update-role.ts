import type { UpdateRoleCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type Iam, requireRole } from '../iam.ts';

/**
 * Changes the description and the maximum session duration of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
 */
export function updateRole(iam: Iam): OperationHandler<Given<UpdateRoleCommandInput, 'RoleName'>, object> {
  return ({ RoleName, Description, MaxSessionDuration }) => {
    const role = requireRole(iam, RoleName);
    iam.roles.put(role.name, {
      ...role,
      ...(Description !== undefined && { description: Description }),
      ...(MaxSessionDuration !== undefined && { maxSessionDuration: MaxSessionDuration }),
    });
    return {};
  };
}
