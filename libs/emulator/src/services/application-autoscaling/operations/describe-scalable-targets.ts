import type { OperationHandler } from '../../../core/service.ts';
import { matches, type ScalingStore, type TargetFilter } from '../scaling-store.ts';

/**
 * Lists the scalable targets of the region.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html
 */
export function describeScalableTargets({ targets }: ScalingStore): OperationHandler<TargetFilter, object> {
  return (input, { region }) => ({
    ScalableTargets: targets
      .list({ prefix: `${region}:` })
      .filter(({ value }) => matches(value, input))
      .map(({ value: { arn, createdAt, tags: _tags, ...rest } }) => ({
        ...rest,
        ScalableTargetARN: arn,
        CreationTime: new Date(createdAt),
      })),
  });
}
