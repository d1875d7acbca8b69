import type { RollbackStackInput, RollbackStackOutput } from '@aws-sdk/client-cloudformation';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Deployments } from '../deployments.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

/**
 * Starts the rollback of a stack whose creation or update failed and was not rolled back.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html
 */
export function rollbackStack(
  stacks: Stacks,
  deployments: Deployments,
): OperationHandler<Given<RollbackStackInput, 'StackName'>, RollbackStackOutput> {
  return (input, call) => {
    const stack = stacks.get(input.StackName, call, 'Stack');
    if (stack.status !== 'CREATE_FAILED' && stack.status !== 'UPDATE_FAILED') {
      throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`);
    }
    const status = stack.status === 'CREATE_FAILED' ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS';
    if (input.RoleARN !== undefined) stacks.assumeRole(input.RoleARN);
    stacks.setStatus(stack.id, status, 'User Initiated', {
      clientRequestToken: input.ClientRequestToken,
      roleArn: input.RoleARN ?? stack.roleArn,
      retainExceptOnCreate: input.RetainExceptOnCreate ?? stack.retainExceptOnCreate,
    });
    deployments.begin(stack.id);
    return { StackId: stack.id };
  };
}
