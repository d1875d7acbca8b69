import type { DescribeStacksInput, DescribeStacksOutput, Stack } from '@aws-sdk/client-cloudformation';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { tagList } from '../../../core/tags.ts';
import { PAGING } from '../paging.ts';
import { shownParameters } from '../shown-parameters.ts';
import type { StackRecord } from '../stack-store.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Returns one stack, or lists those of the region that are not deleted, the newest first.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export function describeStacks(stacks: Stacks): OperationHandler<DescribeStacksInput, DescribeStacksOutput> {
  return (input, call) => {
    if (input.StackName !== undefined) return { Stacks: [toStack(stacks.get(input.StackName, call))] };
    const live = stacks.all(call.region).filter(({ status }) => status !== 'DELETE_COMPLETE');
    const { items, nextToken } = pageOf(live, {
      ...PAGING,
      list: `DescribeStacks ${call.region}`,
      token: input.NextToken,
      keyOf: ({ id }) => id,
    });
    return { Stacks: items.map(toStack), ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
  };
}

function toStack(stack: StackRecord): Stack {
  return {
    StackId: stack.id,
    StackName: stack.name,
    ...(stack.changeSetId === undefined ? {} : { ChangeSetId: stack.changeSetId }),
    ...(stack.description === undefined ? {} : { Description: stack.description }),
    Parameters: shownParameters(stack),
    CreationTime: new Date(stack.createdMillis),
    ...(stack.deletedMillis === undefined ? {} : { DeletionTime: new Date(stack.deletedMillis) }),
    ...(stack.updatedMillis === undefined ? {} : { LastUpdatedTime: new Date(stack.updatedMillis) }),
    RollbackConfiguration: (stack.rollbackConfiguration ?? {}) as NonNullable<Stack['RollbackConfiguration']>,
    StackStatus: stack.status as NonNullable<Stack['StackStatus']>,
    ...(stack.statusReason === undefined ? {} : { StackStatusReason: stack.statusReason }),
    DisableRollback: stack.disableRollback,
    NotificationARNs: [...stack.notificationArns],
    ...(stack.timeoutMinutes === undefined ? {} : { TimeoutInMinutes: stack.timeoutMinutes }),
    Capabilities: [...stack.capabilities] as NonNullable<Stack['Capabilities']>,
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      ...(description === undefined ? {} : { Description: description }),
      ...(exportName === undefined ? {} : { ExportName: exportName }),
    })),
    ...(stack.roleArn === undefined ? {} : { RoleARN: stack.roleArn }),
    Tags: tagList(stack.tags),
    EnableTerminationProtection: stack.terminationProtection,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}
