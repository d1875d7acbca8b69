import type { DeletePolicyVersionCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { deleteConflict } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { managedPolicy, policyVersion } from '../managed-policy.ts';

/**
 * Deletes a version of a managed policy that is not the default version.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html
 */
export function deletePolicyVersion(
  iam: Iam,
): OperationHandler<Given<DeletePolicyVersionCommandInput, 'PolicyArn' | 'VersionId'>, undefined> {
  return ({ PolicyArn, VersionId }) => {
    const policy = managedPolicy(iam, PolicyArn);
    if (policyVersion(policy, VersionId).id === policy.defaultVersion)
      throw deleteConflict('Cannot delete the default version of a policy.');
    iam.policies.put(PolicyArn, { ...policy, versions: policy.versions.filter(({ id }) => id !== VersionId) });
    return undefined;
  };
}
