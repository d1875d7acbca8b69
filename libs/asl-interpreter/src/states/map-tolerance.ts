import { FrameEnvironment } from '../execution/environment.ts';
import type { Frame } from '../execution/frame.ts';
import type { Tolerance } from '../execution/map-run.ts';
import type { Runner } from '../execution/runner.ts';
import { badNumber, numberOf } from '../flow/field-source.ts';
import type { Json } from '../json.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import type { DistributedMap } from '../program/state-node.ts';

/** Returns the maximum number of failed items of a distributed Map. @throws StateFailure */
export function toleranceOf(
  runner: Runner,
  frame: Frame,
  { toleratedFailureCount, toleratedFailurePercentage }: DistributedMap,
  input: Json,
): MaybePromise<Tolerance> {
  const environment = new FrameEnvironment(runner, frame);
  return andThen(numberOf(toleratedFailureCount, 'integer', input, environment), (count) => {
    if (toleratedFailureCount !== undefined && (count as number) < 0)
      throw badNumber(toleratedFailureCount, 'ToleratedFailureCount cannot be negative.');
    return andThen(numberOf(toleratedFailurePercentage, 'float', input, environment), (percentage) => {
      if (toleratedFailurePercentage !== undefined && ((percentage as number) < 0 || (percentage as number) > 100))
        throw badNumber(toleratedFailurePercentage, 'ToleratedFailurePercentage must be between 0 and 100.');
      const { inspection } = runner;
      if (inspection !== undefined) Object.assign(inspection, inspected(count, percentage));
      return { count, percentage };
    });
  });
}

function inspected(count: number | undefined, percentage: number | undefined): object {
  return {
    ...(count === undefined ? {} : { toleratedFailureCount: count }),
    ...(percentage === undefined ? {} : { toleratedFailurePercentage: percentage }),
  };
}
