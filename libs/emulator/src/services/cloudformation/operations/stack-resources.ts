import type {
  DescribeStackResourceInput,
  DescribeStackResourceOutput,
  DescribeStackResourcesInput,
  DescribeStackResourcesOutput,
  ListStackResourcesInput,
  ListStackResourcesOutput,
  StackResource,
  StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import type { OperationHandler } from '../../../core/service.ts';
import { pageOf } from '../page.ts';
import type { ResourceRecord } from '../stack-store.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

const PAGE_SIZE = 100;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export function describeStackResource(stacks: Stacks): OperationHandler<DescribeStackResourceInput, DescribeStackResourceOutput> {
  return (input, call) => {
    const stack = stacks.find(input.StackName ?? '', call);
    if (!stack) throw validationError(`Stack '${input.StackName}' does not exist`);
    const record = stacks.resource(stack.id, input.LogicalResourceId ?? '');
    if (!record) throw validationError(`Resource ${input.LogicalResourceId} does not exist for stack ${stack.name}`);
    return {
      StackResourceDetail: {
        StackName: stack.name,
        StackId: stack.id,
        ...toSummary(record),
        ...(record.metadata === undefined ? {} : { Metadata: JSON.stringify(record.metadata) }),
      } as NonNullable<DescribeStackResourceOutput['StackResourceDetail']>,
    };
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export function describeStackResources(
  stacks: Stacks,
): OperationHandler<DescribeStackResourcesInput, DescribeStackResourcesOutput> {
  return (input, call) => {
    const { PhysicalResourceId, LogicalResourceId } = input;
    if (input.StackName !== undefined && PhysicalResourceId !== undefined) {
      throw validationError('Stack name and physical resource id cannot both be specified');
    }
    const stack =
      input.StackName !== undefined
        ? stacks.get(input.StackName, call)
        : stacks.all(call.region).find(({ id }) => stacks.resources(id).some((each) => each.physicalId === PhysicalResourceId));
    if (!stack || (input.StackName === undefined && PhysicalResourceId === undefined)) {
      throw validationError(`Stack for ${PhysicalResourceId} does not exist`);
    }
    const records = stacks
      .resources(stack.id)
      .filter(({ logicalId }) => LogicalResourceId === undefined || logicalId === LogicalResourceId);
    return {
      StackResources: records.map((record): StackResource => {
        const { LastUpdatedTimestamp, ...summary } = toSummary(record);
        return { StackName: stack.name, StackId: stack.id, ...summary, Timestamp: LastUpdatedTimestamp };
      }),
    };
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export function listStackResources(stacks: Stacks): OperationHandler<ListStackResourcesInput, ListStackResourcesOutput> {
  return (input, call) => {
    const stack = stacks.get(input.StackName ?? '', call);
    const { items, nextToken } = pageOf(stacks.resources(stack.id), input.NextToken, PAGE_SIZE);
    return { StackResourceSummaries: items.map(toSummary), ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
  };
}

function toSummary(record: ResourceRecord): StackResourceSummary {
  return {
    LogicalResourceId: record.logicalId,
    ...(record.physicalId === undefined ? {} : { PhysicalResourceId: record.physicalId }),
    ResourceType: record.type,
    LastUpdatedTimestamp: new Date(record.timestampMillis),
    ResourceStatus: record.status as NonNullable<StackResourceSummary['ResourceStatus']>,
    ...(record.statusReason === undefined ? {} : { ResourceStatusReason: record.statusReason }),
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}
