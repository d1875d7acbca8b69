import type { DescribeStackResourcesInput, DescribeStackResourcesOutput, StackResource } from '@aws-sdk/client-cloudformation';
import type { OperationHandler } from '../../../core/service.ts';
import { resourceSummary } from '../resource-summary.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

/**
 * Lists the resources of a stack, or of the stack that a physical resource belongs to.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html
 */
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
        const { LastUpdatedTimestamp, ...summary } = resourceSummary(record);
        return { StackName: stack.name, StackId: stack.id, ...summary, Timestamp: LastUpdatedTimestamp };
      }),
    };
  };
}
