import type { AttachRolePolicyCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { limitExceeded } from '../errors.ts';
import { type Iam, requireRole } from '../iam.ts';
import { requirePolicy } from '../require-policy.ts';

/**
 * Attaches a managed policy to a role: ten at most.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html
 */
export function attachRolePolicy(
  iam: Iam,
): OperationHandler<Given<AttachRolePolicyCommandInput, 'RoleName' | 'PolicyArn'>, undefined> {
  return ({ RoleName, PolicyArn }) => {
    const role = requireRole(iam, RoleName);
    requirePolicy(iam, PolicyArn);
    if (role.attachedPolicies.includes(PolicyArn)) return undefined;
    if (role.attachedPolicies.length >= 10) throw limitExceeded('Cannot exceed quota for PoliciesPerRole: 10');
    iam.roles.put(role.name, { ...role, attachedPolicies: [...role.attachedPolicies, PolicyArn] });
    return undefined;
  };
}
