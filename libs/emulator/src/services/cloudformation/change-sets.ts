import type { ChangeSetSummary } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../core/aws-error.ts';
import type { Call } from '../../core/service.ts';
import type { ChangeSetRecord } from './stack-store.ts';
import type { Stacks } from './stacks.ts';
import { validationError } from './template/validation-error.ts';

/**
 * Finds a change set by its ARN, or by its name within a stack.
 *
 * @throws AwsError `ChangeSetNotFound` (HTTP 404)
 */
export function findChangeSet(stacks: Stacks, nameOrId: string, stackName: string | undefined, call: Call): ChangeSetRecord {
  const changeSet = nameOrId.startsWith('arn:')
    ? stacks.store.changeSets.get(nameOrId)
    : byName(stacks, nameOrId, stackName, call);
  if (changeSet) return changeSet;
  throw new AwsError({ code: 'ChangeSetNotFound', message: `ChangeSet [${nameOrId}] does not exist`, httpStatus: 404 });
}

/** The change sets of a stack. */
export function changeSetsOf(stacks: Stacks, stackId: string): ChangeSetRecord[] {
  return stacks.store.changeSets
    .list()
    .map(({ value }) => value)
    .filter((changeSet) => changeSet.stackId === stackId)
    .sort((a, b) => b.createdMillis - a.createdMillis);
}

function byName(stacks: Stacks, name: string, stackName: string | undefined, call: Call): ChangeSetRecord | undefined {
  if (stackName === undefined) throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  const stack = stacks.get(stackName, call, 'Stack');
  return changeSetsOf(stacks, stack.id).find((changeSet) => changeSet.name === name);
}

/** A change set as DescribeChangeSet and ListChangeSets return it. */
export function changeSetSummary(changeSet: ChangeSetRecord): ChangeSetSummary {
  return {
    StackId: changeSet.stackId,
    StackName: changeSet.stackName,
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    ExecutionStatus: changeSet.executionStatus as NonNullable<ChangeSetSummary['ExecutionStatus']>,
    Status: changeSet.status as NonNullable<ChangeSetSummary['Status']>,
    ...(changeSet.statusReason === undefined ? {} : { StatusReason: changeSet.statusReason }),
    CreationTime: new Date(changeSet.createdMillis),
    ...(changeSet.description === undefined ? {} : { Description: changeSet.description }),
    IncludeNestedStacks: changeSet.includeNestedStacks,
  };
}
