import type { ListAttachedRolePoliciesCommandInput, ListAttachedRolePoliciesResponse } from '@aws-sdk/client-iam';
import { lastPart } from '../../../core/arn.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type Iam, requireRole } from '../iam.ts';
import { listingOf } from '../listing.ts';

/**
 * Lists the managed policies that are attached to a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html
 */
export function listAttachedRolePolicies(
  iam: Iam,
): OperationHandler<Given<ListAttachedRolePoliciesCommandInput, 'RoleName'>, ListAttachedRolePoliciesResponse> {
  return ({ RoleName, PathPrefix = '/', ...paging }) => {
    const arns = requireRole(iam, RoleName).attachedPolicies.filter((arn) => pathOf(arn).startsWith(PathPrefix));
    const { page, ...rest } = listingOf(arns, {
      ...paging,
      list: `ListAttachedRolePolicies ${RoleName} ${PathPrefix}`,
      keyOf: (arn) => arn,
    });
    return {
      AttachedPolicies: page.map((arn) => ({ PolicyName: lastPart(arn), PolicyArn: arn })),
      ...rest,
    };
  };
}

/** `/service-role/` of `arn:aws:iam::aws:policy/service-role/AWSLambdaRole`. */
function pathOf(policyArn: string): string {
  return policyArn.slice(policyArn.indexOf('/'), policyArn.lastIndexOf('/') + 1);
}
