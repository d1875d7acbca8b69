import type { DeleteRolePolicyCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { noSuchEntity } from '../errors.ts';
import { type Iam, requireRole } from '../iam.ts';

/**
 * Deletes an inline policy of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html
 */
export function deleteRolePolicy(
  iam: Iam,
): OperationHandler<Given<DeleteRolePolicyCommandInput, 'RoleName' | 'PolicyName'>, undefined> {
  return ({ RoleName, PolicyName }) => {
    const role = requireRole(iam, RoleName);
    const { [PolicyName]: gone, ...inlinePolicies } = role.inlinePolicies;
    if (gone === undefined) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
    iam.roles.put(role.name, { ...role, inlinePolicies });
    return undefined;
  };
}
