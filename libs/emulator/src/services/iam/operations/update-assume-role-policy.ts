import type { UpdateAssumeRolePolicyCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type Iam, requireRole } from '../iam.ts';
import { checkTrustPolicy } from '../policy-document.ts';

/**
 * Replaces the trust policy of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html
 */
export function updateAssumeRolePolicy(
  iam: Iam,
): OperationHandler<Given<UpdateAssumeRolePolicyCommandInput, 'RoleName' | 'PolicyDocument'>, undefined> {
  return ({ RoleName, PolicyDocument }) => {
    const role = requireRole(iam, RoleName);
    checkTrustPolicy(PolicyDocument, iam.store, iam.account);
    iam.roles.put(role.name, { ...role, trustPolicy: PolicyDocument });
    return undefined;
  };
}
