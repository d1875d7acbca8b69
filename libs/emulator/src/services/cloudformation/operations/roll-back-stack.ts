import { randomUUID } from 'node:crypto';
import type {
  CancelUpdateStackInput,
  ContinueUpdateRollbackInput,
  RollbackStackInput,
  RollbackStackOutput,
} from '@aws-sdk/client-cloudformation';
import type { OperationHandler } from '../../../core/service.ts';
import type { Deployments } from '../deployments.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html */
export function rollbackStack(
  stacks: Stacks,
  deployments: Deployments,
): OperationHandler<RollbackStackInput, RollbackStackOutput> {
  return (input, call) => {
    const stack = stacks.get(input.StackName ?? '', call, 'Stack');
    if (stack.status !== 'CREATE_FAILED' && stack.status !== 'UPDATE_FAILED') {
      throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`);
    }
    const status = stack.status === 'CREATE_FAILED' ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS';
    stacks.setStatus(stack.id, status, 'User Initiated', { clientRequestToken: input.ClientRequestToken });
    deployments.begin(stack.id);
    return { StackId: stack.id };
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
export function continueUpdateRollback(
  stacks: Stacks,
  deployments: Deployments,
): OperationHandler<ContinueUpdateRollbackInput, object> {
  return (input, call) => {
    const stack = stacks.get(input.StackName ?? '', call, 'Stack');
    if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
      throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not continue rollback.`);
    }
    stacks.setStatus(stack.id, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated', {
      operationId: randomUUID(),
      clientRequestToken: input.ClientRequestToken,
    });
    deployments.begin(stack.id, input.ResourcesToSkip ?? []);
    return {};
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
export function cancelUpdateStack(stacks: Stacks, deployments: Deployments): OperationHandler<CancelUpdateStackInput, object> {
  return (input, call) => {
    const stack = stacks.get(input.StackName ?? '', call, 'Stack');
    if (stack.status !== 'UPDATE_IN_PROGRESS') {
      throw validationError('CancelUpdateStack cannot be called from current stack status');
    }
    deployments.cancel(stack.id);
    return {};
  };
}
