import type { PutRolePolicyCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { limitExceeded } from '../errors.ts';
import { type Iam, requireRole } from '../iam.ts';
import { checkPolicyDocument } from '../policy-document.ts';

/** Maximum size of a role's inline policies together, in characters without white space. */
const INLINE_LIMIT = 10_240;

/**
 * Adds or replaces an inline policy of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
 */
export function putRolePolicy(
  iam: Iam,
): OperationHandler<Given<PutRolePolicyCommandInput, 'RoleName' | 'PolicyName' | 'PolicyDocument'>, undefined> {
  return ({ RoleName, PolicyName, PolicyDocument }) => {
    const role = requireRole(iam, RoleName);
    checkPolicyDocument(PolicyDocument);
    const inlinePolicies = { ...role.inlinePolicies, [PolicyName]: PolicyDocument };
    const size = Object.values(inlinePolicies).reduce((sum, text) => sum + text.replaceAll(/\s/gu, '').length, 0);
    if (size > INLINE_LIMIT) throw limitExceeded(`Maximum policy size of ${INLINE_LIMIT} bytes exceeded for role ${role.name}`);
    iam.roles.put(role.name, { ...role, inlinePolicies });
    return undefined;
  };
}
