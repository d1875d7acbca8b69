import type { OperationHandler } from '../../../core/service.ts';
import type { TrailStore } from '../trail-store.ts';

interface DeleteTrailInput {
  readonly Name: string;
}

/**
 * Deletes a trail.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DeleteTrail.html
 */
export function deleteTrail(trails: TrailStore): OperationHandler<DeleteTrailInput, undefined> {
  return ({ Name }, call) => {
    trails.delete(trails.get(Name, call));
  };
}
