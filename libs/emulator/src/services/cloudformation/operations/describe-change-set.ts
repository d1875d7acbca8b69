import type {
  Change,
  ChangeSetSummary,
  DeleteChangeSetInput,
  DescribeChangeSetInput,
  DescribeChangeSetOutput,
  ListChangeSetsInput,
  ListChangeSetsOutput,
  ResourceChange,
} from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { changeSetsOf, findChangeSet } from '../change-sets.ts';
import { pageOf } from '../page.ts';
import type { ChangeSetRecord, PlannedChange } from '../stack-store.ts';
import type { Stacks } from '../stacks.ts';
import { isSame } from '../template/json.ts';
import { shownParameters } from './describe-stacks.ts';

const PAGE_SIZE = 100;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html */
export function describeChangeSet(stacks: Stacks): OperationHandler<DescribeChangeSetInput, DescribeChangeSetOutput> {
  return (input, call) => {
    const changeSet = findChangeSet(stacks, input.ChangeSetName ?? '', input.StackName, call);
    const { items, nextToken } = pageOf(changeSet.changes, input.NextToken, PAGE_SIZE);
    return {
      ...(toSummary(changeSet) as Omit<DescribeChangeSetOutput, 'Changes'>),
      Parameters: shownParameters(changeSet),
      NotificationARNs: [...changeSet.notificationArns],
      RollbackConfiguration: (changeSet.rollbackConfiguration ?? {}) as NonNullable<
        DescribeChangeSetOutput['RollbackConfiguration']
      >,
      Capabilities: [...changeSet.capabilities] as NonNullable<DescribeChangeSetOutput['Capabilities']>,
      Tags: Object.entries(changeSet.tags).map(([Key, Value]) => ({ Key, Value })),
      Changes: items.map((change) => toChange(change, input.IncludePropertyValues ?? false)),
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
      ...(changeSet.onStackFailure === undefined ? {} : { OnStackFailure: changeSet.onStackFailure }),
    };
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html */
export function listChangeSets(stacks: Stacks): OperationHandler<ListChangeSetsInput, ListChangeSetsOutput> {
  return (input, call) => {
    const stack = stacks.get(input.StackName ?? '', call, 'Stack');
    const { items, nextToken } = pageOf(changeSetsOf(stacks, stack.id), input.NextToken, PAGE_SIZE);
    return { Summaries: items.map(toSummary), ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export function deleteChangeSet(stacks: Stacks): OperationHandler<DeleteChangeSetInput, object> {
  return (input, call) => {
    const nameOrId = input.ChangeSetName ?? '';
    try {
      const changeSet = findChangeSet(stacks, nameOrId, input.StackName, call);
      if (changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') {
        throw new AwsError({
          code: 'InvalidChangeSetStatus',
          message: `ChangeSet [${changeSet.id}] cannot be deleted in current status [${changeSet.executionStatus}]`,
        });
      }
      stacks.store.changeSets.delete(changeSet.id);
    } catch (error) {
      // Deleting what is not there succeeds.
      if (!(error instanceof AwsError) || error.code !== 'ChangeSetNotFound') throw error;
    }
    return {};
  };
}

function toSummary(changeSet: ChangeSetRecord): ChangeSetSummary {
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

function toChange(change: PlannedChange, withValues: boolean): Change {
  const resource: ResourceChange = {
    Action: change.action,
    LogicalResourceId: change.logicalId,
    ...(change.physicalId === undefined ? {} : { PhysicalResourceId: change.physicalId }),
    ResourceType: change.type,
    ...(change.replacement === undefined ? {} : { Replacement: change.replacement }),
    Scope: [...change.scope] as NonNullable<ResourceChange['Scope']>,
    Details: change.details
      .flatMap((detail) => (withValues ? leavesOf(detail) : [detail]))
      .map((detail) => toDetail(detail, withValues)),
    ...(change.policyAction === undefined
      ? {}
      : { PolicyAction: change.policyAction as NonNullable<ResourceChange['PolicyAction']> }),
    ...(withValues && change.beforeContext !== undefined ? { BeforeContext: change.beforeContext } : {}),
    ...(withValues && change.afterContext !== undefined ? { AfterContext: change.afterContext } : {}),
  };
  return { Type: 'Resource', ResourceChange: resource };
}

type Detail = PlannedChange['details'][number] & { readonly path?: string };

function toDetail(detail: Detail, withValues: boolean): NonNullable<ResourceChange['Details']>[number] {
  const { attribute, name, requiresRecreation, before, after, path } = detail;
  const isKnownLater = after?.includes('{{changeSet:') === true;
  return {
    Target: {
      Attribute: attribute as 'Properties',
      ...(name === undefined ? {} : { Name: name }),
      RequiresRecreation: requiresRecreation,
      ...(withValues && name !== undefined ? { Path: path ?? `/Properties/${name}` } : {}),
      ...(withValues && before !== undefined ? { BeforeValue: before } : {}),
      ...(withValues && after !== undefined ? { AfterValue: after } : {}),
      ...(withValues ? { AttributeChangeType: changeType(detail) } : {}),
    },
    Evaluation: isKnownLater ? 'Dynamic' : 'Static',
    ChangeSource: isKnownLater ? 'ResourceAttribute' : 'DirectModification',
  };
}

/** A change of a property with members inside, as the changes of those members. */
function leavesOf(detail: Detail): Detail[] {
  const { name, before, after } = detail;
  if (name === undefined || before === undefined || after === undefined) return [detail];
  const leaves: Detail[] = [];
  const visit = (left: unknown, right: unknown, path: string): void => {
    if (isSame(left, right)) return;
    const [lefts, rights] = [membersOf(left), membersOf(right)];
    if (lefts === undefined || rights === undefined || Array.isArray(left) !== Array.isArray(right)) {
      const { before: _before, after: _after, ...rest } = detail;
      leaves.push({
        ...rest,
        path,
        ...(left === undefined ? {} : { before: textOf(left) }),
        ...(right === undefined ? {} : { after: textOf(right) }),
      });
      return;
    }
    for (const member of new Set([...Object.keys(lefts), ...Object.keys(rights)]))
      visit(lefts[member], rights[member], `${path}/${member}`);
  };
  visit(parsed(before), parsed(after), `/Properties/${name}`);
  return leaves.length === 0 ? [detail] : leaves;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
}

function parsed(text: string): unknown {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function changeType({ before, after }: { readonly before?: string; readonly after?: string }): 'Add' | 'Remove' | 'Modify' {
  if (before === undefined) return 'Add';
  return after === undefined ? 'Remove' : 'Modify';
}
