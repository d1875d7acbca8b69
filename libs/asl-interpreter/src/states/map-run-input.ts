import type { MapRunInput } from '../contract/engine-input.ts';
import type { DistributedActivity, Frame } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import { startChildren } from './map-children.ts';
import { failRun, finishIfDone, succeed, takeItems } from './map-distributed.ts';

/** Takes an input of the host for a Map run. @throws StateFailure */
export function takeMapRunInput(
  runner: Runner,
  frame: Frame,
  activity: DistributedActivity,
  input: MapRunInput,
): MaybePromise<void> {
  const { run } = activity;
  switch (input.type) {
    case 'ItemsRead':
      return takeItems(runner, frame, activity, input.items);
    case 'ItemsReadFailed':
      return failRun(runner, frame, activity, input.error ?? 'States.ItemReaderFailed', input.cause);
    case 'ChildEnded':
      return childEnded(runner, frame, activity, input);
    case 'ResultsWritten':
      return succeed(runner, frame, activity, input.output);
    case 'ResultsWriteFailed':
      return failRun(runner, frame, activity, input.error ?? 'States.ResultWriterFailed', input.cause);
    case 'MapRunUpdated':
      if (input.maxConcurrency !== undefined) run.maxConcurrency = input.maxConcurrency;
      run.tolerance = {
        count: input.toleratedFailureCount ?? run.tolerance.count,
        percentage: input.toleratedFailurePercentage ?? run.tolerance.percentage,
      };
      return startChildren(runner, frame, activity);
  }
}

const STATUS = { SUCCEEDED: 'succeeded', FAILED: 'failed', TIMED_OUT: 'timedOut', ABORTED: 'aborted' } as const;

function childEnded(
  runner: Runner,
  frame: Frame,
  activity: DistributedActivity,
  input: MapRunInput & { type: 'ChildEnded' },
): MaybePromise<void> {
  const { run } = activity;
  const child = run.running.get(input.childId);
  if (child === undefined) return;
  if (input.output !== undefined) child.output = input.output;
  if (input.error !== undefined) child.error = input.error;
  if (input.cause !== undefined) child.cause = input.cause;
  run.end(child, STATUS[input.status], runner.now);
  if (run.exceedsTolerance) {
    return failRun(
      runner,
      frame,
      activity,
      'States.ExceedToleratedFailureThreshold',
      'The specified tolerated failure threshold was exceeded',
    );
  }
  return andThen(startChildren(runner, frame, activity), () => finishIfDone(runner, frame, activity));
}
