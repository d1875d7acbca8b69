import type { GetPolicyVersionCommandInput, GetPolicyVersionResponse } from '@aws-sdk/client-iam';
import { notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Iam } from '../iam.ts';
import { managedPolicy, policyVersion } from '../managed-policy.ts';
import { isAwsManaged } from '../policy-store.ts';

/**
 * Returns a version of a customer managed policy with its document.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
 */
export function getPolicyVersion(
  iam: Iam,
): OperationHandler<Given<GetPolicyVersionCommandInput, 'PolicyArn' | 'VersionId'>, GetPolicyVersionResponse> {
  return ({ PolicyArn, VersionId }) => {
    if (isAwsManaged(PolicyArn)) throw notServed(`IAM GetPolicyVersion of a policy that AWS manages (${PolicyArn})`);
    const policy = managedPolicy(iam, PolicyArn);
    const { id, document, createdAt } = policyVersion(policy, VersionId);
    return {
      PolicyVersion: {
        Document: encodeURIComponent(document),
        VersionId: id,
        IsDefaultVersion: id === policy.defaultVersion,
        CreateDate: new Date(createdAt),
      },
    };
  };
}
