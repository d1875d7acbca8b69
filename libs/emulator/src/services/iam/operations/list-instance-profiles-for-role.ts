import type { ListInstanceProfilesForRoleCommandInput, ListInstanceProfilesForRoleResponse } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type Iam, requireRole } from '../iam.ts';

/**
 * Lists the instance profiles of a role: always none.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html
 */
export function listInstanceProfilesForRole(
  iam: Iam,
): OperationHandler<Given<ListInstanceProfilesForRoleCommandInput, 'RoleName'>, ListInstanceProfilesForRoleResponse> {
  return ({ RoleName }) => {
    requireRole(iam, RoleName);
    return { InstanceProfiles: [], IsTruncated: false };
  };
}
