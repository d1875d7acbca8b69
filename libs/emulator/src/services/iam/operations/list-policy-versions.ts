import type { ListPolicyVersionsCommandInput, ListPolicyVersionsResponse } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Iam } from '../iam.ts';
import { listingOf } from '../listing.ts';
import { managedPolicy } from '../managed-policy.ts';

/**
 * Lists the versions of a managed policy, newest first.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html
 */
export function listPolicyVersions(
  iam: Iam,
): OperationHandler<Given<ListPolicyVersionsCommandInput, 'PolicyArn'>, ListPolicyVersionsResponse> {
  return ({ PolicyArn, ...paging }) => {
    const policy = managedPolicy(iam, PolicyArn);
    const { page, ...rest } = listingOf(policy.versions.toReversed(), {
      ...paging,
      list: `ListPolicyVersions ${PolicyArn}`,
      keyOf: ({ id }) => id,
    });
    return {
      Versions: page.map(({ id, createdAt }) => ({
        VersionId: id,
        IsDefaultVersion: id === policy.defaultVersion,
        CreateDate: new Date(createdAt),
      })),
      ...rest,
    };
  };
}
