import type { UpdateRoleDescriptionCommandInput, UpdateRoleDescriptionResponse } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type Iam, requireRole } from '../iam.ts';
import { roleShape } from '../role-shape.ts';

/**
 * Changes the description of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRoleDescription.html
 */
export function updateRoleDescription(
  iam: Iam,
): OperationHandler<Given<UpdateRoleDescriptionCommandInput, 'RoleName' | 'Description'>, UpdateRoleDescriptionResponse> {
  return ({ RoleName, Description }) => {
    const role = { ...requireRole(iam, RoleName), description: Description };
    iam.roles.put(role.name, role);
    return { Role: roleShape(role) };
  };
}
