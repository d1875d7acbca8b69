import type { SimulateCustomPolicyCommandInput, SimulatePolicyResponse } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Iam } from '../iam.ts';
import { compilePolicies, simulate } from '../policy-simulation.ts';

/**
 * Decides actions by the policies in the request.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
 */
export function simulateCustomPolicy(
  iam: Iam,
): OperationHandler<Given<SimulateCustomPolicyCommandInput, 'PolicyInputList' | 'ActionNames'>, SimulatePolicyResponse> {
  return (input) => simulate(iam, input, { identity: compilePolicies(input.PolicyInputList) }, input.CallerArn);
}
