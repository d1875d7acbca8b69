import type { ListStackResourcesInput, ListStackResourcesOutput } from '@aws-sdk/client-cloudformation';
import type { Given } from '../../../core/given.ts';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { PAGING } from '../paging.ts';
import { resourceSummary } from '../resource-summary.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Lists the resources of a stack.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
 */
export function listStackResources(
  stacks: Stacks,
): OperationHandler<Given<ListStackResourcesInput, 'StackName'>, ListStackResourcesOutput> {
  return (input, call) => {
    const stack = stacks.get(input.StackName, call);
    const { items, nextToken } = pageOf(stacks.resources(stack.id), {
      ...PAGING,
      list: `ListStackResources ${stack.id}`,
      token: input.NextToken,
      keyOf: ({ logicalId }) => logicalId,
    });
    return { StackResourceSummaries: items.map(resourceSummary), ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
  };
}
