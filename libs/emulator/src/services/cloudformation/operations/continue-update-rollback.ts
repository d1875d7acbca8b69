import { randomUUID } from 'node:crypto';
import type { ContinueUpdateRollbackInput } from '@aws-sdk/client-cloudformation';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Deployments } from '../deployments.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

/**
 * Continues the rollback of an update that failed, without the resources to skip.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html
 */
export function continueUpdateRollback(
  stacks: Stacks,
  deployments: Deployments,
): OperationHandler<Given<ContinueUpdateRollbackInput, 'StackName'>, object> {
  return (input, call) => {
    const stack = stacks.get(input.StackName, call, 'Stack');
    if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
      throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not continue rollback.`);
    }
    if (input.RoleARN !== undefined) stacks.assumeRole(input.RoleARN);
    stacks.setStatus(stack.id, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated', {
      roleArn: input.RoleARN ?? stack.roleArn,
      operationId: randomUUID(),
      clientRequestToken: input.ClientRequestToken,
    });
    deployments.begin(stack.id, input.ResourcesToSkip ?? []);
    return {};
  };
}
