import type { AttachRolePolicyCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { noSuchEntity } from '../errors.ts';
import { type Iam, requireRole } from '../iam.ts';

/**
 * Detaches a managed policy from a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html
 */
export function detachRolePolicy(
  iam: Iam,
): OperationHandler<Given<AttachRolePolicyCommandInput, 'RoleName' | 'PolicyArn'>, undefined> {
  return ({ RoleName, PolicyArn }) => {
    const role = requireRole(iam, RoleName);
    if (!role.attachedPolicies.includes(PolicyArn)) throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
    iam.roles.put(role.name, { ...role, attachedPolicies: role.attachedPolicies.filter((arn) => arn !== PolicyArn) });
    return undefined;
  };
}
