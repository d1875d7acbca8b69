import type { ListEntitiesForPolicyCommandInput, ListEntitiesForPolicyResponse } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { allRoles, type Iam } from '../iam.ts';
import { listingOf } from '../listing.ts';
import { attachedRoles, managedPolicy } from '../managed-policy.ts';
import { isAwsManaged } from '../policy-store.ts';

/**
 * Lists the roles that a managed policy is attached to.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html
 */
export function listEntitiesForPolicy(
  iam: Iam,
): OperationHandler<Given<ListEntitiesForPolicyCommandInput, 'PolicyArn'>, ListEntitiesForPolicyResponse> {
  return ({ PolicyArn, ...paging }) => {
    if (!isAwsManaged(PolicyArn)) managedPolicy(iam, PolicyArn);
    const { page, ...rest } = listingOf(attachedRoles(allRoles(iam), PolicyArn), {
      ...paging,
      list: `ListEntitiesForPolicy ${PolicyArn}`,
      keyOf: ({ name }) => name,
      isSorted: true,
    });
    return {
      PolicyRoles: page.map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      PolicyGroups: [],
      PolicyUsers: [],
      ...rest,
    };
  };
}
