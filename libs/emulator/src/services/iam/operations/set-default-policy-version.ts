import type { SetDefaultPolicyVersionCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Iam } from '../iam.ts';
import { managedPolicy, policyVersion } from '../managed-policy.ts';

/**
 * Makes a version of a managed policy the one in force.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html
 */
export function setDefaultPolicyVersion(
  iam: Iam,
): OperationHandler<Given<SetDefaultPolicyVersionCommandInput, 'PolicyArn' | 'VersionId'>, undefined> {
  return ({ PolicyArn, VersionId }) => {
    const policy = managedPolicy(iam, PolicyArn);
    iam.policies.put(PolicyArn, { ...policy, defaultVersion: policyVersion(policy, VersionId).id, updatedAt: iam.clock.now() });
    return undefined;
  };
}
