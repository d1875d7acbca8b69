import type { UpdateTerminationProtectionInput, UpdateTerminationProtectionOutput } from '@aws-sdk/client-cloudformation';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Enables or disables the termination protection of a stack.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html
 */
export function updateTerminationProtection(
  stacks: Stacks,
): OperationHandler<
  Given<UpdateTerminationProtectionInput, 'EnableTerminationProtection' | 'StackName'>,
  UpdateTerminationProtectionOutput
> {
  return (input, call) => {
    const stack = stacks.get(input.StackName, call, 'Stack');
    stacks.write(stack.id, { terminationProtection: input.EnableTerminationProtection });
    return { StackId: stack.id };
  };
}
