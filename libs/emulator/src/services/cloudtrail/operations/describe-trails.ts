import type { OperationHandler } from '../../../core/service.ts';
import { trailDescription } from '../trail-description.ts';
import { type TrailStore, trailArn } from '../trail-store.ts';

interface DescribeTrailsInput {
  readonly trailNameList?: readonly string[];
}

/**
 * Lists trails: the named ones, or those of the region.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html
 */
export function describeTrails(trails: TrailStore): OperationHandler<DescribeTrailsInput, object> {
  return ({ trailNameList = [] }, call) => ({
    trailList: trails
      .list()
      .filter(({ arn, region }) =>
        trailNameList.length === 0 ? region === call.region : trailNameList.some((name) => trailArn(name, call) === arn),
      )
      .map(trailDescription),
  });
}
