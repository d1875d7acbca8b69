import type { GetStackPolicyInput, GetStackPolicyOutput, SetStackPolicyInput } from '@aws-sdk/client-cloudformation';
import type { OperationHandler } from '../../../core/service.ts';
import { readStackPolicy } from '../stack-inputs.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html */
export function setStackPolicy(stacks: Stacks): OperationHandler<SetStackPolicyInput, undefined> {
  return async ({ StackName = '', StackPolicyBody, StackPolicyURL }, call) => {
    const stack = stacks.get(StackName, call, 'Stack');
    const stackPolicy = await readStackPolicy(stacks, { StackPolicyBody, StackPolicyURL }, call);
    if (stackPolicy === undefined) throw validationError('Either StackPolicyBody or StackPolicyURL must be specified.');
    stacks.write(stack.id, { stackPolicy });
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html */
export function getStackPolicy(stacks: Stacks): OperationHandler<GetStackPolicyInput, GetStackPolicyOutput> {
  return ({ StackName = '' }, call) => {
    const { stackPolicy } = stacks.get(StackName, call, 'Stack');
    return stackPolicy === undefined ? {} : { StackPolicyBody: stackPolicy };
  };
}
