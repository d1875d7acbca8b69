import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TrailStore } from '../trail-store.ts';

interface StartLoggingInput {
  readonly Name: string;
}

/**
 * Starts the logging of a trail. No events are recorded.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartLogging.html
 */
export function startLogging(trails: TrailStore, clock: Clock): OperationHandler<StartLoggingInput, undefined> {
  return ({ Name }, call) => {
    trails.put({ ...trails.get(Name, call), logging: true, startedAt: clock.now() });
  };
}
