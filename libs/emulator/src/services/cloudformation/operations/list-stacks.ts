import type { ListStacksInput, ListStacksOutput, StackSummary } from '@aws-sdk/client-cloudformation';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { PAGING } from '../paging.ts';
import type { StackRecord } from '../stack-store.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Lists the stacks of the region, the newest first, deleted ones included.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStacks.html
 */
export function listStacks(stacks: Stacks): OperationHandler<ListStacksInput, ListStacksOutput> {
  return (input, call) => {
    const wanted = new Set<string>(input.StackStatusFilter ?? []);
    const found = stacks.all(call.region).filter(({ status }) => wanted.size === 0 || wanted.has(status));
    const { items, nextToken } = pageOf(found, {
      ...PAGING,
      list: `ListStacks ${call.region} ${input.StackStatusFilter}`,
      token: input.NextToken,
      keyOf: ({ id }) => id,
    });
    return { StackSummaries: items.map(toSummary), ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
  };
}

function toSummary(stack: StackRecord): StackSummary {
  return {
    StackId: stack.id,
    StackName: stack.name,
    ...(stack.description === undefined ? {} : { TemplateDescription: stack.description }),
    CreationTime: new Date(stack.createdMillis),
    ...(stack.updatedMillis === undefined ? {} : { LastUpdatedTime: new Date(stack.updatedMillis) }),
    ...(stack.deletedMillis === undefined ? {} : { DeletionTime: new Date(stack.deletedMillis) }),
    StackStatus: stack.status as NonNullable<StackSummary['StackStatus']>,
    ...(stack.statusReason === undefined ? {} : { StackStatusReason: stack.statusReason }),
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}
