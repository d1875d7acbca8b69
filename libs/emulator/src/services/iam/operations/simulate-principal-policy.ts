import type { SimulatePolicyResponse, SimulatePrincipalPolicyCommandInput } from '@aws-sdk/client-iam';
import { RolePolicies } from '../../../authorization/role-policies.ts';
import { lastPart } from '../../../core/arn.ts';
import { roleSession } from '../../../core/caller.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { noSuchEntity } from '../errors.ts';
import type { Iam } from '../iam.ts';
import { compilePolicies, simulate } from '../policy-simulation.ts';
import { openRoles } from '../role-reader.ts';
import { findRole } from '../role-store.ts';

/**
 * Decides actions by the policies of a role and by those in the request.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export function simulatePrincipalPolicy(
  iam: Iam,
): OperationHandler<Given<SimulatePrincipalPolicyCommandInput, 'PolicySourceArn' | 'ActionNames'>, SimulatePolicyResponse> {
  const policies = new RolePolicies(openRoles(iam.store));
  return (input) => {
    const { PolicySourceArn, PolicyInputList } = input;
    const role = findRole(iam.store, PolicySourceArn);
    if (role === undefined) throw noSuchEntity(`The role with name ${lastPart(PolicySourceArn)} cannot be found.`);
    const { identity = [], boundary } = policies.of(roleSession(role.arn, iam.account, role.name, 'simulation')) ?? {};
    return simulate(
      iam,
      input,
      { identity: [...identity, ...compilePolicies(PolicyInputList)], boundary },
      input.CallerArn ?? role.arn,
    );
  };
}
