import type { OperationHandler } from '../../../core/service.ts';
import { eventSelectors } from '../event-selectors.ts';
import type { TrailStore } from '../trail-store.ts';

interface GetEventSelectorsInput {
  readonly TrailName: string;
}

/**
 * Returns the event selectors of a trail.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetEventSelectors.html
 */
export function getEventSelectors(trails: TrailStore): OperationHandler<GetEventSelectorsInput, object> {
  return ({ TrailName }, call) => eventSelectors(trails.get(TrailName, call));
}
