import type { DescribeStackEventsInput, DescribeStackEventsOutput } from '@aws-sdk/client-cloudformation';
import type { Given } from '../../../core/given.ts';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { PAGING } from '../paging.ts';
import { stackEvent } from '../stack-event.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Lists the events of a stack, the newest first.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export function describeStackEvents(
  stacks: Stacks,
): OperationHandler<Given<DescribeStackEventsInput, 'StackName'>, DescribeStackEventsOutput> {
  return (input, call) => {
    const stack = stacks.get(input.StackName, call, 'Stack');
    const { items, nextToken } = pageOf(stacks.events(stack.id).reverse(), {
      ...PAGING,
      list: `DescribeStackEvents ${stack.id}`,
      token: input.NextToken,
      keyOf: ({ id }) => id,
    });
    return {
      StackEvents: items.map((event) => stackEvent(event, stack)),
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    };
  };
}
