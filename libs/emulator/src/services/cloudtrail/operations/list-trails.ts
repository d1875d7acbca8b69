import type { OperationHandler } from '../../../core/service.ts';
import type { TrailStore } from '../trail-store.ts';

/**
 * Lists the trails of all regions. Returns all on one page.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListTrails.html
 */
export function listTrails(trails: TrailStore): OperationHandler<object, object> {
  return () => ({
    Trails: trails.list().map(({ arn, name, region }) => ({ TrailARN: arn, Name: name, HomeRegion: region })),
  });
}
