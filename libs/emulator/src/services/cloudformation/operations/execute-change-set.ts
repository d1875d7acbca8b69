import type { ExecuteChangeSetInput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { beginUpdate, checkUpdatable } from '../begin-update.ts';
import { changeSetsOf, findChangeSet } from '../change-sets.ts';
import type { Deployments } from '../deployments.ts';
import { parameterTexts } from '../stack-inputs.ts';
import type { StackInputs } from '../stack-store.ts';
import type { Stacks } from '../stacks.ts';
import type { Json } from '../template/json.ts';
import { readTemplate } from '../template/template.ts';

/**
 * Starts the creation or update that a change set describes. The other change sets of the stack become obsolete.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html
 */
export function executeChangeSet(
  stacks: Stacks,
  deployments: Deployments,
): OperationHandler<Given<ExecuteChangeSetInput, 'ChangeSetName'>, object> {
  return (input, call) => {
    const changeSet = findChangeSet(stacks, input.ChangeSetName, input.StackName, call);
    const stack = stacks.read(changeSet.stackId);
    const isRepeated =
      input.ClientRequestToken !== undefined &&
      stack.clientRequestToken === input.ClientRequestToken &&
      stack.changeSetId === changeSet.id;
    if (isRepeated) return {};
    if (changeSet.executionStatus !== 'AVAILABLE') {
      throw new AwsError({
        code: 'InvalidChangeSetStatus',
        message: `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status === 'CREATE_COMPLETE' ? changeSet.executionStatus : changeSet.status}]`,
      });
    }
    const { templateBody, parameters, tags, capabilities, notificationArns, rollbackConfiguration } = changeSet;
    const inputs: StackInputs = {
      templateBody,
      parameters,
      tags,
      capabilities,
      notificationArns,
      ...(rollbackConfiguration === undefined ? {} : { rollbackConfiguration }),
    };
    const { description } = readTemplate(templateBody, parameterTexts([], parameters));
    const changes = {
      description,
      changeSetId: changeSet.id,
      roleArn: changeSet.roleArn ?? stack.roleArn,
      disableRollback: input.DisableRollback ?? changeSet.onStackFailure === 'DO_NOTHING',
      retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
      clientRequestToken: input.ClientRequestToken,
    };
    if (stack.status === 'REVIEW_IN_PROGRESS') {
      stacks.setStatus(stack.id, 'CREATE_IN_PROGRESS', 'User Initiated', {
        ...inputs,
        ...changes,
        onFailure: changeSet.onStackFailure ?? 'ROLLBACK',
        caller: call.caller as unknown as Json,
        createdMillis: stacks.runtime.clock.now(),
      });
      deployments.begin(stack.id);
    } else {
      checkUpdatable(stack);
      beginUpdate(stacks, deployments, stack, inputs, call, changes);
    }
    // The stack has moved on: its other change sets no longer say what would happen.
    for (const other of changeSetsOf(stacks, stack.id)) {
      const executionStatus = other.id === changeSet.id ? 'EXECUTE_COMPLETE' : 'OBSOLETE';
      stacks.store.changeSets.put(other.id, { ...other, executionStatus });
    }
    return {};
  };
}
