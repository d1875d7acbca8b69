import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TrailStore } from '../trail-store.ts';

interface GetInsightSelectorsInput {
  readonly TrailName?: string;
}

/**
 * Returns an error for every trail: CloudTrail Insights cannot be enabled here.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetInsightSelectors.html
 */
export function getInsightSelectors(trails: TrailStore): OperationHandler<GetInsightSelectorsInput, never> {
  return ({ TrailName }, call) => {
    throw new AwsError({
      code: 'InsightNotEnabledException',
      message: `Trail ${trails.get(TrailName, call).name} does not have Insights enabled.`,
    });
  };
}
