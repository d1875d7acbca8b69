import type { Aws } from '../../../core/runtime.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { requireBucket } from '../trail-bucket.ts';
import { trailDescription } from '../trail-description.ts';
import { type TrailInput, trailSettings } from '../trail-settings.ts';
import type { TrailStore } from '../trail-store.ts';

/**
 * Changes the settings of a trail.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html
 */
export function updateTrail(trails: TrailStore, aws: Aws): OperationHandler<TrailInput, object> {
  return async (input, call) => {
    const trail = trails.get(input.Name, call);
    const changed = { ...trail, settings: { ...trail.settings, ...trailSettings(input) } };
    await requireBucket(aws, String(changed.settings['S3BucketName']), trail.arn, call);
    trails.put(changed);
    return trailDescription(changed);
  };
}
