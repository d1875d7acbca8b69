import type { DescribeStackResourceInput, DescribeStackResourceOutput } from '@aws-sdk/client-cloudformation';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { resourceSummary } from '../resource-summary.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

/**
 * Returns a resource of a stack with its metadata.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html
 */
export function describeStackResource(
  stacks: Stacks,
): OperationHandler<Given<DescribeStackResourceInput, 'StackName' | 'LogicalResourceId'>, DescribeStackResourceOutput> {
  return (input, call) => {
    const stack = stacks.find(input.StackName, call);
    if (!stack) throw validationError(`Stack '${input.StackName}' does not exist`);
    const record = stacks.resource(stack.id, input.LogicalResourceId);
    if (!record) throw validationError(`Resource ${input.LogicalResourceId} does not exist for stack ${stack.name}`);
    return {
      StackResourceDetail: {
        StackName: stack.name,
        StackId: stack.id,
        ...resourceSummary(record),
        ...(record.metadata === undefined ? {} : { Metadata: JSON.stringify(record.metadata) }),
      } as NonNullable<DescribeStackResourceOutput['StackResourceDetail']>,
    };
  };
}
