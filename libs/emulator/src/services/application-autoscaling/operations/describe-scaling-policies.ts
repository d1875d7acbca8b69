import type { OperationHandler } from '../../../core/service.ts';
import { matches, type ScalingStore, type TargetFilter } from '../scaling-store.ts';

interface DescribeScalingPoliciesInput extends TargetFilter {
  readonly PolicyNames?: readonly string[];
}

/**
 * Lists the scaling policies of the region.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingPolicies.html
 */
export function describeScalingPolicies({ policies }: ScalingStore): OperationHandler<DescribeScalingPoliciesInput, object> {
  return (input, { region }) => ({
    ScalingPolicies: policies
      .list({ prefix: `${region}:` })
      .filter(
        ({ value }) => matches(value, input) && (input.PolicyNames === undefined || input.PolicyNames.includes(value.PolicyName)),
      )
      .map(({ value: { arn, createdAt, configuration, ...rest } }) => ({
        ...rest,
        ...configuration,
        PolicyARN: arn,
        Alarms: [],
        CreationTime: new Date(createdAt),
      })),
  });
}
