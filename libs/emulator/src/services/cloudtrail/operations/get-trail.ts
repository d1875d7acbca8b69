import type { OperationHandler } from '../../../core/service.ts';
import { trailDescription } from '../trail-description.ts';
import type { TrailStore } from '../trail-store.ts';

interface GetTrailInput {
  readonly Name: string;
}

/**
 * Returns a trail.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrail.html
 */
export function getTrail(trails: TrailStore): OperationHandler<GetTrailInput, object> {
  return ({ Name }, call) => ({ Trail: trailDescription(trails.get(Name, call)) });
}
