import type { GetStackPolicyInput, GetStackPolicyOutput } from '@aws-sdk/client-cloudformation';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Returns the policy of a stack.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html
 */
export function getStackPolicy(stacks: Stacks): OperationHandler<Given<GetStackPolicyInput, 'StackName'>, GetStackPolicyOutput> {
  return ({ StackName }, call) => {
    const { stackPolicy } = stacks.get(StackName, call, 'Stack');
    return stackPolicy === undefined ? {} : { StackPolicyBody: stackPolicy };
  };
}
