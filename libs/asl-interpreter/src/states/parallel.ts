import { Frame, type ParallelActivity } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import { argumentsOf, finishWithResult, inputOf } from '../flow/input-output.ts';
import type { Json } from '../json.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import type { ParallelNode } from '../program/state-node.ts';
import { StateFailure } from '../state-failure.ts';
import { checkSize } from './data-limit.ts';

/** Parallel: starts all branches with the same input. @throws StateFailure */
export function runParallel(runner: Runner, frame: Frame, node: ParallelNode): MaybePromise<void> {
  const input = inputOf(runner, frame, node);
  return andThen(argumentsOf(runner, frame, node, input), (given) => {
    const inputText = checkSize(frame.textOf(given), node.name);
    frame.last = runner.history.add('ParallelStateStarted', frame.last);
    const activity: ParallelActivity = {
      kind: 'parallel',
      node,
      children: node.branches.map(
        (branch, i) => new Frame(branch, { input: given, inputText, variables: frame.variables, last: frame.last }, frame, i),
      ),
      outputs: [],
      remaining: node.branches.length,
    };
    frame.activity = activity;
    for (const child of activity.children) runner.proceed(child);
  });
}

/** Continues with the branches that had not ended well. */
export async function resumeParallel(
  frame: Frame,
  activity: ParallelActivity,
  resume: (child: Frame) => MaybePromise<void>,
): Promise<void> {
  frame.activity = activity;
  for (const child of activity.children) if (!(child.index in activity.outputs)) await resume(child);
}

/** A branch has ended well. @throws StateFailure */
export function branchSucceeded(
  runner: Runner,
  owner: Frame,
  activity: ParallelActivity,
  child: Frame,
  output: Json,
): MaybePromise<void> {
  activity.outputs[child.index] = output;
  activity.remaining -= 1;
  if (activity.remaining > 0) return;
  owner.activity = undefined;
  owner.last = child.last;
  runner.history.add('ParallelStateSucceeded', owner.last);
  owner.trigger = owner.last;
  return finishWithResult(runner, owner, activity.node, activity.outputs);
}

/** A branch has failed, and takes the others with it. */
export function branchFailed(
  runner: Runner,
  owner: Frame,
  activity: ParallelActivity,
  child: Frame,
  error: string | undefined,
  cause: string | undefined,
): MaybePromise<void> {
  owner.last = child.last;
  if (child.state?.type === 'Task') runner.history.add('TaskStateAborted', child.last);
  for (const other of activity.children) if (other !== child) runner.abort(other);
  owner.activity = undefined;
  owner.suspended = activity;
  owner.trigger = owner.last;
  return runner.fail(owner, new StateFailure(error, cause));
}
