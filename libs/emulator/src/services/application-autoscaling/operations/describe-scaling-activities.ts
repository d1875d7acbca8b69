import type { OperationHandler } from '../../../core/service.ts';

/**
 * Returns an empty list: nothing is scaled here.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html
 */
export function describeScalingActivities(): OperationHandler<object, object> {
  return () => ({ ScalingActivities: [] });
}
