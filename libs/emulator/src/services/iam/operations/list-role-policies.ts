import type { ListRolePoliciesCommandInput, ListRolePoliciesResponse } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type Iam, requireRole } from '../iam.ts';
import { listingOf } from '../listing.ts';

/**
 * Lists the names of the inline policies of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html
 */
export function listRolePolicies(
  iam: Iam,
): OperationHandler<Given<ListRolePoliciesCommandInput, 'RoleName'>, ListRolePoliciesResponse> {
  return ({ RoleName, ...paging }) => {
    const names = Object.keys(requireRole(iam, RoleName).inlinePolicies).sort();
    const { page, ...rest } = listingOf(names, {
      ...paging,
      list: `ListRolePolicies ${RoleName}`,
      keyOf: (name) => name,
      isSorted: true,
    });
    return { PolicyNames: page, ...rest };
  };
}
