import type { OperationHandler } from '../../../core/service.ts';
import type { TrailStore } from '../trail-store.ts';

interface GetTrailStatusInput {
  readonly Name: string;
}

/**
 * Returns whether a trail is logging, and since when.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html
 */
export function getTrailStatus(trails: TrailStore): OperationHandler<GetTrailStatusInput, object> {
  return ({ Name }, call) => {
    const { logging, startedAt, stoppedAt } = trails.get(Name, call);
    return {
      IsLogging: logging,
      ...(startedAt === undefined
        ? {}
        : { StartLoggingTime: new Date(startedAt), TimeLoggingStarted: new Date(startedAt).toISOString() }),
      ...(stoppedAt === undefined
        ? {}
        : { StopLoggingTime: new Date(stoppedAt), TimeLoggingStopped: new Date(stoppedAt).toISOString() }),
    };
  };
}
