import type { ListChangeSetsInput, ListChangeSetsOutput } from '@aws-sdk/client-cloudformation';
import type { Given } from '../../../core/given.ts';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { changeSetSummary, changeSetsOf } from '../change-sets.ts';
import { PAGING } from '../paging.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Lists the change sets of a stack, the newest first.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListChangeSets.html
 */
export function listChangeSets(stacks: Stacks): OperationHandler<Given<ListChangeSetsInput, 'StackName'>, ListChangeSetsOutput> {
  return (input, call) => {
    const stack = stacks.get(input.StackName, call, 'Stack');
    const { items, nextToken } = pageOf(changeSetsOf(stacks, stack.id), {
      ...PAGING,
      list: `ListChangeSets ${stack.id}`,
      token: input.NextToken,
      keyOf: ({ id }) => id,
    });
    return { Summaries: items.map(changeSetSummary), ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
  };
}
