import type { ListPoliciesCommandInput, ListPoliciesResponse } from '@aws-sdk/client-iam';
import { notServed } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { allRoles, type Iam } from '../iam.ts';
import { listingOf } from '../listing.ts';
import { policyShape } from '../policy-shape.ts';

/**
 * Lists the customer managed policies.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html
 */
export function listPolicies(iam: Iam): OperationHandler<ListPoliciesCommandInput, ListPoliciesResponse> {
  return ({ Scope = 'All', OnlyAttached, PathPrefix = '/', ...paging }) => {
    if (Scope === 'AWS') throw notServed('IAM ListPolicies with Scope AWS');
    const roles = allRoles(iam);
    const all = iam.policies.list().map(({ value }) => policyShape(value, roles));
    const found = all.filter(
      ({ Path, AttachmentCount }) => Path?.startsWith(PathPrefix) === true && (OnlyAttached !== true || AttachmentCount !== 0),
    );
    const { page, ...rest } = listingOf(found, {
      ...paging,
      list: `ListPolicies ${Scope} ${OnlyAttached} ${PathPrefix}`,
      keyOf: ({ Arn = '' }) => Arn,
      isSorted: true,
    });
    return { Policies: page, ...rest };
  };
}
