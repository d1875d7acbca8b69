import { randomUUID } from 'node:crypto';
import type { CreateChangeSetInput, CreateChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { arn } from '../../../core/arn.ts';
import { AwsError, notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { checkUpdatable } from '../begin-update.ts';
import { changeSetsOf } from '../change-sets.ts';
import { refuseSecureReferences } from '../dynamic-references.ts';
import { checkStackName, newStack } from '../new-stack.ts';
import { type Plan, plan } from '../plan.ts';
import { refuseTypeChanges } from '../resource-type-changes.ts';
import { readStackInputs } from '../stack-inputs.ts';
import type { ChangeSetRecord, StackInputs, StackRecord } from '../stack-store.ts';
import type { Stacks } from '../stacks.ts';
import type { Template } from '../template/template.ts';
import { validationError } from '../template/validation-error.ts';

const NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set.";

/**
 * Creates a change set: for an existing stack, or with a new stack in review. A plan that fails makes a failed change set.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
 */
export function createChangeSet(
  stacks: Stacks,
): OperationHandler<Given<CreateChangeSetInput, 'StackName' | 'ChangeSetName'>, CreateChangeSetOutput> {
  return async (input, call) => {
    const type = input.ChangeSetType ?? 'UPDATE';
    if (type !== 'CREATE' && type !== 'UPDATE') throw notServed(`CloudFormation's change set type ${type}`);
    if (input.ResourcesToImport?.length) throw notServed("CloudFormation's ResourcesToImport");
    if (input.DeploymentMode !== undefined) throw notServed(`CloudFormation's DeploymentMode ${input.DeploymentMode}`);
    const existing = findTarget(stacks, input.StackName, type, call);
    const name = input.ChangeSetName;
    const taken = existing && changeSetsOf(stacks, existing.id).find((each) => each.name === name);
    if (existing && taken) {
      if (input.ClientToken !== undefined && taken.clientToken === input.ClientToken)
        return { Id: taken.id, StackId: existing.id };
      throw new AwsError({ code: 'AlreadyExistsException', message: `ChangeSet ${name} already exists` });
    }
    const { inputs, template } = await readStackInputs(stacks, input, existing, call);
    if (existing) refuseTypeChanges(stacks, existing.id, template);
    const stack = existing ?? review(stacks, input.StackName, inputs, call);
    const planned = planOrReason(stacks, stack, inputs, template);
    const hasChanges = 'changesAnything' in planned && (type === 'CREATE' || planned.changesAnything);
    const reason = 'reason' in planned ? planned.reason : hasChanges ? undefined : NO_CHANGES;
    const changeSet: ChangeSetRecord = {
      ...inputs,
      id: arn('cloudformation', call, `changeSet/${name}/${randomUUID()}`),
      name,
      stackId: stack.id,
      stackName: stack.name,
      type,
      ...(input.Description === undefined ? {} : { description: input.Description }),
      status: reason === undefined ? 'CREATE_COMPLETE' : 'FAILED',
      ...(reason === undefined ? {} : { statusReason: reason }),
      executionStatus: reason === undefined ? 'AVAILABLE' : 'UNAVAILABLE',
      createdMillis: stacks.runtime.clock.now(),
      changes: 'changes' in planned ? planned.changes : [],
      ...(input.RoleARN === undefined ? {} : { roleArn: input.RoleARN }),
      ...(input.OnStackFailure === undefined ? {} : { onStackFailure: input.OnStackFailure }),
      includeNestedStacks: input.IncludeNestedStacks ?? false,
      ...(input.ClientToken === undefined ? {} : { clientToken: input.ClientToken }),
    };
    stacks.runtime.store.transaction(() => {
      if (!existing) {
        stacks.store.stacks.put(stack.id, {
          ...stack,
          ...(template.description === undefined ? {} : { description: template.description }),
        });
        stacks.setStatus(stack.id, 'REVIEW_IN_PROGRESS', 'User Initiated');
      }
      stacks.store.changeSets.put(changeSet.id, changeSet);
    });
    return { Id: changeSet.id, StackId: stack.id };
  };
}

/** The stack that a change set is for; undefined where it is to be made. */
function findTarget(stacks: Stacks, name: string, type: 'CREATE' | 'UPDATE', call: Call): StackRecord | undefined {
  const existing = stacks.find(name, call);
  if (type === 'CREATE') {
    if (!name.startsWith('arn:')) checkStackName(name);
    if (existing && existing.status !== 'REVIEW_IN_PROGRESS') {
      throw validationError(
        `Stack [${name}] already exists and cannot be created again with the changeSet [${existing.changeSetId ?? ''}].`,
      );
    }
    return existing;
  }
  if (!existing) throw validationError(`Stack [${name}] does not exist`);
  if (existing.status === 'REVIEW_IN_PROGRESS') throw validationError(`Stack [${name}] does not exist`);
  checkUpdatable(existing);
  return existing;
}

function review(stacks: Stacks, name: string, inputs: StackInputs, call: Call): StackRecord {
  return { ...newStack(stacks, name, inputs, call), status: 'REVIEW_IN_PROGRESS' };
}

/** Creates a change set. One that cannot be planned is a change set that failed, with its reason. */
function planOrReason(
  stacks: Stacks,
  stack: StackRecord,
  inputs: StackInputs,
  template: Template,
): Plan | { readonly reason: string } {
  const compared = stack.status === 'REVIEW_IN_PROGRESS' ? { ...stack, tags: inputs.tags } : stack;
  try {
    refuseSecureReferences(template);
    return plan(stacks, compared, inputs);
  } catch (error) {
    if (error instanceof AwsError) return { reason: error.message };
    throw error;
  }
}
