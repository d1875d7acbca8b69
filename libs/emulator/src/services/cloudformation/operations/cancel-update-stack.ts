import type { CancelUpdateStackInput } from '@aws-sdk/client-cloudformation';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Deployments } from '../deployments.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

/**
 * Cancels the update of a stack, which is then rolled back.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html
 */
export function cancelUpdateStack(
  stacks: Stacks,
  deployments: Deployments,
): OperationHandler<Given<CancelUpdateStackInput, 'StackName'>, object> {
  return (input, call) => {
    const stack = stacks.get(input.StackName, call, 'Stack');
    if (stack.status !== 'UPDATE_IN_PROGRESS') {
      throw validationError('CancelUpdateStack cannot be called from current stack status');
    }
    deployments.cancel(stack.id);
    return {};
  };
}
