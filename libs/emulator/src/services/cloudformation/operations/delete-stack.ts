import { randomUUID } from 'node:crypto';
import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import { notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Deployments } from '../deployments.ts';
import type { Stacks } from '../stacks.ts';
import type { Json } from '../template/json.ts';
import { validationError } from '../template/validation-error.ts';

/**
 * Starts the deletion of a stack. A stack that does not exist is ignored.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
 */
export function deleteStack(
  stacks: Stacks,
  deployments: Deployments,
): OperationHandler<Given<DeleteStackInput, 'StackName'>, object> {
  return (input, call) => {
    const stack = stacks.find(input.StackName, call);
    // The deletion of a stack that does not exist succeeds.
    if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {};
    if (input.DeletionMode === 'FORCE_DELETE_STACK') throw notServed("CloudFormation's DeletionMode FORCE_DELETE_STACK");
    if (stack.terminationProtection) {
      throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
    }
    if (input.RoleARN !== undefined) stacks.assumeRole(input.RoleARN);
    const retained = input.RetainResources ?? [];
    if (retained.length > 0 && stack.status !== 'DELETE_FAILED') {
      throw validationError(
        `Invalid operation on stack [${stack.id}]. RetainResources can only be specified when the stack is in the DELETE_FAILED state.`,
      );
    }
    const exported = stack.outputs.flatMap(({ exportName }) => (exportName === undefined ? [] : [exportName]));
    for (const name of exported) {
      const users = stacks.importers(name, stack.region);
      if (users.length > 0) {
        stacks.setStatus(
          stack.id,
          'DELETE_FAILED',
          `Delete canceled. Cannot delete export ${name} as it is in use by ${users.join(', ')}.`,
        );
        return {};
      }
    }
    dropChangeSets(stacks, stack.id);
    if (stack.status === 'REVIEW_IN_PROGRESS') {
      stacks.setStatus(stack.id, 'DELETE_COMPLETE', undefined, { deletedMillis: stacks.runtime.clock.now() });
      return {};
    }
    stacks.setStatus(stack.id, 'DELETE_IN_PROGRESS', 'User Initiated', {
      retained,
      operationId: randomUUID(),
      caller: call.caller as unknown as Json,
      roleArn: input.RoleARN ?? stack.roleArn,
      clientRequestToken: input.ClientRequestToken,
    });
    deployments.begin(stack.id);
    return {};
  };
}

/** A stack's change sets go with it. */
function dropChangeSets(stacks: Stacks, stackId: string): void {
  for (const { key, value } of stacks.store.changeSets.list()) if (value.stackId === stackId) stacks.store.changeSets.delete(key);
}
