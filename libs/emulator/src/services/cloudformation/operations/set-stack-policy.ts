import type { SetStackPolicyInput } from '@aws-sdk/client-cloudformation';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { readStackPolicy } from '../stack-inputs.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

/**
 * Sets the policy of a stack.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html
 */
export function setStackPolicy(stacks: Stacks): OperationHandler<Given<SetStackPolicyInput, 'StackName'>, undefined> {
  return async ({ StackName, StackPolicyBody, StackPolicyURL }, call) => {
    const stack = stacks.get(StackName, call, 'Stack');
    const stackPolicy = await readStackPolicy(stacks, { StackPolicyBody, StackPolicyURL }, call);
    if (stackPolicy === undefined) throw validationError('Either StackPolicyBody or StackPolicyURL must be specified.');
    stacks.write(stack.id, { stackPolicy });
  };
}
