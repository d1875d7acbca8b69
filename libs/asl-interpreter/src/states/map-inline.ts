import { Frame, type MapActivity } from '../execution/frame.ts';
import type { Runner } from '../execution/runner.ts';
import { finishWithResult, inputOf } from '../flow/input-output.ts';
import type { Json } from '../json.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import type { MapNode } from '../program/state-node.ts';
import { StateFailure } from '../state-failure.ts';
import { checkSize, textOf } from './data-limit.ts';
import { itemInput, itemsOf, maxConcurrencyOf } from './map-items.ts';

/** Maximum number of concurrent iterations of an inline Map, whatever MaxConcurrency says. */
const MAX_CONCURRENT = 40;

/** Map, inline: iterations run inside this execution. @throws StateFailure */
export function runInlineMap(runner: Runner, frame: Frame, node: MapNode): MaybePromise<void> {
  const input = inputOf(runner, frame, node);
  return andThen(itemsOf(runner, frame, node, input), ({ items }) =>
    andThen(maxConcurrencyOf(runner, frame, node, input), (maxConcurrency) => {
      frame.last = runner.history.add('MapStateStarted', frame.last, { mapStateStartedEventDetails: { length: items.length } });
      frame.trigger = frame.last;
      const activity: MapActivity = {
        kind: 'map',
        node,
        items,
        selectorInput: input,
        outputs: new Array<Json>(items.length),
        running: new Set(),
        failed: [],
        limit: maxConcurrency === 0 ? MAX_CONCURRENT : Math.min(maxConcurrency, MAX_CONCURRENT),
        next: 0,
        done: 0,
      };
      frame.activity = activity;
      if (items.length === 0) return finishMap(runner, frame, activity);
      return startIterations(runner, frame, activity, frame.last);
    }),
  );
}

/** Starts iterations while there is room. `after` is the event that makes the room. */
function startIterations(runner: Runner, frame: Frame, activity: MapActivity, after: number): MaybePromise<void> {
  while (activity.next < activity.items.length && activity.running.size < activity.limit) {
    const index = activity.next;
    activity.next += 1;
    const value = activity.items[index] as Json;
    const mapItem = { Index: index, Value: value };
    const input = itemInput(runner, frame, activity.node, activity.selectorInput, value, mapItem);
    if (input instanceof Promise) {
      return input.then((given) => {
        startIteration(runner, frame, activity, index, given, mapItem, after);
        return startIterations(runner, frame, activity, after);
      });
    }
    startIteration(runner, frame, activity, index, input, mapItem, after);
  }
}

function startIteration(
  runner: Runner,
  frame: Frame,
  activity: MapActivity,
  index: number,
  input: Json,
  mapItem: Json,
  after: number,
): void {
  const inputText = checkSize(textOf(input), activity.node.name);
  const last = runner.history.add('MapIterationStarted', after, {
    mapIterationStartedEventDetails: { name: activity.node.name, index },
  });
  const start = { input, inputText, variables: frame.variables, last };
  const child = new Frame(activity.node.processor, start, frame, index, mapItem);
  activity.running.add(child);
  runner.proceed(child);
}

/** An iteration has ended well. @throws StateFailure */
export function iterationSucceeded(
  runner: Runner,
  owner: Frame,
  activity: MapActivity,
  child: Frame,
  output: Json,
): MaybePromise<void> {
  activity.outputs[child.index] = output;
  activity.running.delete(child);
  activity.done += 1;
  const succeeded = runner.history.add('MapIterationSucceeded', child.last, {
    mapIterationSucceededEventDetails: { name: activity.node.name, index: child.index },
  });
  if (activity.done < activity.items.length) return startIterations(runner, owner, activity, child.last);
  owner.last = succeeded;
  return finishMap(runner, owner, activity);
}

function finishMap(runner: Runner, owner: Frame, activity: MapActivity): MaybePromise<void> {
  owner.activity = undefined;
  runner.history.add('MapStateSucceeded', owner.last);
  owner.trigger = owner.last;
  return finishWithResult(runner, owner, activity.node, activity.outputs);
}

/** An iteration has failed, and takes the others with it. */
export function iterationFailed(
  runner: Runner,
  owner: Frame,
  activity: MapActivity,
  child: Frame,
  error: string | undefined,
  cause: string | undefined,
): MaybePromise<void> {
  const { name } = activity.node;
  runner.history.add('MapIterationFailed', child.last, { mapIterationFailedEventDetails: { name, index: child.index } });
  owner.last = child.last;
  activity.running.delete(child);
  abortIterations(runner, activity);
  activity.failed.push(child);
  owner.activity = undefined;
  owner.suspended = activity;
  owner.trigger = owner.last;
  return runner.fail(owner, new StateFailure(error, cause));
}

/** Ends the iterations that still run. */
export function abortIterations(runner: Runner, activity: MapActivity): void {
  for (const child of activity.running) {
    runner.abort(child);
    runner.history.add('MapIterationAborted', child.last, {
      mapIterationAbortedEventDetails: { name: activity.node.name, index: child.index },
    });
  }
  activity.failed.push(...activity.running);
  activity.running.clear();
}

/** Continues with the iterations that had not ended well. */
export async function resumeMap(
  frame: Frame,
  activity: MapActivity,
  resume: (child: Frame) => MaybePromise<void>,
): Promise<void> {
  frame.activity = activity;
  for (const child of activity.failed.splice(0).sort((a, b) => a.index - b.index)) {
    activity.running.add(child);
    await resume(child);
  }
}
