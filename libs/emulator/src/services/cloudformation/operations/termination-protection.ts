import type { UpdateTerminationProtectionInput, UpdateTerminationProtectionOutput } from '@aws-sdk/client-cloudformation';
import type { OperationHandler } from '../../../core/service.ts';
import type { Stacks } from '../stacks.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export function updateTerminationProtection(
  stacks: Stacks,
): OperationHandler<UpdateTerminationProtectionInput, UpdateTerminationProtectionOutput> {
  return (input, call) => {
    const stack = stacks.get(input.StackName ?? '', call, 'Stack');
    stacks.write(stack.id, { terminationProtection: input.EnableTerminationProtection ?? false });
    return { StackId: stack.id };
  };
}
