import type { GetRoleCommandInput, GetRoleResponse } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type Iam, requireRole } from '../iam.ts';
import { roleShape } from '../role-shape.ts';

/**
 * Returns a role with its trust policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
 */
export function getRole(iam: Iam): OperationHandler<Given<GetRoleCommandInput, 'RoleName'>, GetRoleResponse> {
  return ({ RoleName }) => ({ Role: { ...roleShape(requireRole(iam, RoleName)), RoleLastUsed: {} } });
}
