import { FrameEnvironment } from '../execution/environment.ts';
import type { Frame } from '../execution/frame.ts';
import type { Tolerance } from '../execution/map-run.ts';
import type { Runner } from '../execution/runner.ts';
import { fieldValue, floatOf, integerOf } from '../flow/field-source.ts';
import type { Json } from '../json.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import type { DistributedMap } from '../program/state-node.ts';
import { runtimeFailure } from '../state-failure.ts';

/** How many items of a distributed Map may fail. @throws StateFailure */
export function toleranceOf(runner: Runner, frame: Frame, distributed: DistributedMap, input: Json): MaybePromise<Tolerance> {
  const environment = new FrameEnvironment(runner, frame);
  const { toleratedFailureCount, toleratedFailurePercentage } = distributed;
  const count = toleratedFailureCount === undefined ? undefined : fieldValue(toleratedFailureCount, input, environment);
  return andThen(count, (countValue) => {
    const tolerated =
      countValue === undefined || toleratedFailureCount === undefined ? undefined : integerOf(countValue, toleratedFailureCount);
    if (tolerated !== undefined && tolerated < 0) throw runtimeFailure('ToleratedFailureCount cannot be negative.');
    const percentage =
      toleratedFailurePercentage === undefined ? undefined : fieldValue(toleratedFailurePercentage, input, environment);
    return andThen(percentage, (percentageValue) => {
      const share =
        percentageValue === undefined || toleratedFailurePercentage === undefined
          ? undefined
          : floatOf(percentageValue, toleratedFailurePercentage);
      if (share !== undefined && (share < 0 || share > 100))
        throw runtimeFailure('ToleratedFailurePercentage must be between 0 and 100.');
      if (runner.inspection !== undefined) {
        if (tolerated !== undefined) runner.inspection.toleratedFailureCount = tolerated;
        if (share !== undefined) runner.inspection.toleratedFailurePercentage = share;
      }
      return { count: tolerated, percentage: share };
    });
  });
}
