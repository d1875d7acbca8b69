import type { ListExportsInput, ListExportsOutput } from '@aws-sdk/client-cloudformation';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { PAGING } from '../paging.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Lists the exports of the stacks in the region.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListExports.html
 */
export function listExports(stacks: Stacks): OperationHandler<ListExportsInput, ListExportsOutput> {
  return (input, call) => {
    const { items, nextToken } = pageOf(stacks.exports(call.region), {
      ...PAGING,
      list: `ListExports ${call.region}`,
      token: input.NextToken,
      keyOf: ({ name }) => name,
    });
    return {
      Exports: items.map(({ stack, name, output }) => ({ ExportingStackId: stack.id, Name: name, Value: output.value })),
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    };
  };
}
