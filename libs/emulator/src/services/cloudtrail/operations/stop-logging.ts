import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TrailStore } from '../trail-store.ts';

interface StopLoggingInput {
  readonly Name: string;
}

/**
 * Stops the logging of a trail.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopLogging.html
 */
export function stopLogging(trails: TrailStore, clock: Clock): OperationHandler<StopLoggingInput, undefined> {
  return ({ Name }, call) => {
    trails.put({ ...trails.get(Name, call), logging: false, stoppedAt: clock.now() });
  };
}
