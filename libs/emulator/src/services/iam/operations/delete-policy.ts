import type { DeletePolicyCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { deleteConflict } from '../errors.ts';
import { allRoles, type Iam } from '../iam.ts';
import { attachedRoles, boundedRoles, managedPolicy } from '../managed-policy.ts';

/**
 * Deletes a managed policy that has one version, is attached to no role and limits no role as its permissions boundary.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
 */
export function deletePolicy(iam: Iam): OperationHandler<Given<DeletePolicyCommandInput, 'PolicyArn'>, undefined> {
  return ({ PolicyArn }) => {
    const policy = managedPolicy(iam, PolicyArn);
    if (policy.versions.length > 1)
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    const roles = allRoles(iam);
    if (attachedRoles(roles, PolicyArn).length > 0 || boundedRoles(roles, PolicyArn).length > 0)
      throw deleteConflict('Cannot delete a policy attached to entities.');
    iam.policies.delete(PolicyArn);
    return undefined;
  };
}
