import type {
  DescribeEventsInput,
  DescribeEventsOutput,
  DescribeStackEventsInput,
  DescribeStackEventsOutput,
  StackEvent,
} from '@aws-sdk/client-cloudformation';
import type { OperationHandler } from '../../../core/service.ts';
import { pageOf } from '../page.ts';
import type { EventRecord, StackRecord } from '../stack-store.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

const PAGE_SIZE = 100;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export function describeStackEvents(stacks: Stacks): OperationHandler<DescribeStackEventsInput, DescribeStackEventsOutput> {
  return (input, call) => {
    const stack = stacks.get(input.StackName ?? '', call, 'Stack');
    const { items, nextToken } = pageOf(stacks.events(stack.id).reverse(), input.NextToken, PAGE_SIZE);
    return {
      StackEvents: items.map((event) => toEvent(event, stack)),
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    };
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeEvents.html */
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
    const { items, nextToken } = pageOf(all, input.NextToken, PAGE_SIZE);
    return {
      OperationEvents: items.map((event) => {
        const { StackName: _name, ...rest } = toEvent(event, stack);
        return { ...rest, EventType: 'STACK_EVENT' as const, OperationId: event.operationId };
      }),
      ...(nextToken === undefined ? {} : { NextToken: nextToken }),
    };
  };
}

function toEvent(event: EventRecord, stack: StackRecord): StackEvent {
  return {
    StackId: stack.id,
    EventId: event.id,
    StackName: stack.name,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId ?? '',
    ResourceType: event.type,
    Timestamp: new Date(event.timestampMillis),
    ResourceStatus: event.status as NonNullable<StackEvent['ResourceStatus']>,
    ...(event.reason === undefined ? {} : { ResourceStatusReason: event.reason }),
    ...(event.properties === undefined ? {} : { ResourceProperties: event.properties }),
    ...(event.clientRequestToken === undefined ? {} : { ClientRequestToken: event.clientRequestToken }),
  };
}
