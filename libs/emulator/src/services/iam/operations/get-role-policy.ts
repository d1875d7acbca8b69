import type { GetRolePolicyCommandInput, GetRolePolicyResponse } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { noSuchEntity } from '../errors.ts';
import { type Iam, requireRole } from '../iam.ts';

/**
 * Returns an inline policy of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
 */
export function getRolePolicy(
  iam: Iam,
): OperationHandler<Given<GetRolePolicyCommandInput, 'RoleName' | 'PolicyName'>, GetRolePolicyResponse> {
  return ({ RoleName, PolicyName }) => {
    const document = requireRole(iam, RoleName).inlinePolicies[PolicyName];
    if (document === undefined) throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
    return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(document) };
  };
}
