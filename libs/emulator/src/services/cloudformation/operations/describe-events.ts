import type { DescribeEventsInput, DescribeEventsOutput } from '@aws-sdk/client-cloudformation';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { PAGING } from '../paging.ts';
import { stackEvent } from '../stack-event.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

/**
 * Lists the events of a stack, the newest first, with the operation that each belongs to.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeEvents.html
 */
export function describeEvents(stacks: Stacks): OperationHandler<DescribeEventsInput, DescribeEventsOutput> {
  return (input, call) => {
    const changeSet = input.ChangeSetName?.startsWith('arn:') ? stacks.store.changeSets.get(input.ChangeSetName) : undefined;
    const name = input.StackName ?? changeSet?.stackId;
    if (name === undefined) throw validationError('StackName must be specified.');
    const stack = stacks.get(name, call);
    const all = stacks
      .events(stack.id)
      .filter(({ operationId }) => input.OperationId === undefined || operationId === input.OperationId)
      .filter(({ status }) => !input.Filters?.FailedEvents || status.endsWith('_FAILED'))
      // The validation of a change set leaves no events here: what it finds is the change set's status reason.
      .filter(() => input.ChangeSetName === undefined)
      .reverse();
    const { items, nextToken } = pageOf(all, {
      ...PAGING,
      list: `DescribeEvents ${stack.id} ${input.OperationId} ${input.Filters?.FailedEvents === true}`,
      token: input.NextToken,
      keyOf: ({ id }) => id,
    });
    return {
      OperationEvents: items.map((event) => {
        const { StackName: _name, ...rest } = stackEvent(event, stack);
        return { ...rest, EventType: 'STACK_EVENT' as const, OperationId: event.operationId };
      }),
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    };
  };
}
