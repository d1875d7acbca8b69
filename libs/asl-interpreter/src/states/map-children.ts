import type { DistributedActivity, Frame } from '../execution/frame.ts';
import type { Child } from '../execution/map-run.ts';
import type { Runner } from '../execution/runner.ts';
import type { Json, JsonObject } from '../json.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import type { ItemBatcher } from '../program/state-node.ts';
import { checkSize, textOf } from './data-limit.ts';
import { batchOf, bytesInBatch } from './map-batch.ts';
import { itemInput } from './map-items.ts';

/** Maximum number of concurrent child executions of one Map run, whatever MaxConcurrency says. */
const MAX_CONCURRENT = 10_000;

/** Starts children while there are items and room. @throws StateFailure */
export function startChildren(runner: Runner, frame: Frame, activity: DistributedActivity): MaybePromise<void> {
  const { run, distributed } = activity;
  const limit = run.maxConcurrency === 0 ? MAX_CONCURRENT : Math.min(run.maxConcurrency, MAX_CONCURRENT);
  const batcher = distributed.itemBatcher;
  while (run.status === 'RUNNING' && run.next < run.items.length && run.running.size < limit) {
    const started = batcher === undefined ? startOne(runner, frame, activity) : startBatch(runner, frame, activity, batcher);
    if (started instanceof Promise) return started.then(() => startChildren(runner, frame, activity));
  }
}

function startOne(runner: Runner, frame: Frame, activity: DistributedActivity): MaybePromise<void> {
  return andThen(nextInput(runner, frame, activity), (input) => startChild(runner, activity, input, 1));
}

/** The input that the next item makes; the item is taken. */
function nextInput(runner: Runner, frame: Frame, activity: DistributedActivity): MaybePromise<Json> {
  const { run, node } = activity;
  const index = run.next;
  run.next += 1;
  const value = run.items[index] as Json;
  return itemInput(runner, frame, node, run.selectorInput, value, {
    Index: index,
    ...contextItem(value, run),
    Source: run.source,
  });
}

/** An item in the context object: of an object's member, its name and its value. */
function contextItem(item: Json, { keyed }: DistributedActivity['run']): JsonObject {
  return keyed ? (item as JsonObject) : { Value: item };
}

function startBatch(runner: Runner, frame: Frame, activity: DistributedActivity, batcher: ItemBatcher): MaybePromise<void> {
  return andThen(batchOf(runner, frame, activity.run.selectorInput, batcher), ({ maxItems, room, extra }) =>
    andThen(collect(runner, frame, activity, maxItems, room), (items) =>
      startChild(runner, activity, { Items: items, ...extra }, items.length),
    ),
  );
}

/** Takes items until the batch is full; one at least. `items` are those that it has already, `room` the bytes that are left. */
function collect(
  runner: Runner,
  frame: Frame,
  activity: DistributedActivity,
  maxItems: number,
  room: number,
  items: Json[] = [],
): MaybePromise<Json[]> {
  const { run } = activity;
  let left = room;
  while (items.length < maxItems && run.next < run.items.length) {
    const input = nextInput(runner, frame, activity);
    if (input instanceof Promise) {
      return input.then((given) => (add(given) ? collect(runner, frame, activity, maxItems, left, items) : items));
    }
    if (!add(input)) return items;
  }
  return items;

  function add(input: Json): boolean {
    left -= bytesInBatch(input);
    if (items.length > 0 && left < 0) {
      run.next -= 1;
      return false;
    }
    items.push(input);
    return true;
  }
}

function startChild(runner: Runner, activity: DistributedActivity, input: Json, itemCount: number): void {
  const { run, node } = activity;
  checkSize(textOf(input), node.name);
  const childId = runner.pending.nextId();
  const name = runner.random.uuid();
  const child: Child = { childId, name, index: run.children.length, input, itemCount, startDate: runner.now, status: 'running' };
  run.begin(child);
  commandChild(runner, activity, child);
}

/** Lets the host start a child, or redrive the one that it knows by this name. */
export function commandChild(runner: Runner, { run, distributed }: DistributedActivity, child: Child): void {
  runner.command({
    type: 'StartChildExecution',
    mapRunId: run.mapRunId,
    mapRunArn: run.mapRunArn,
    childId: child.childId,
    name: child.name,
    label: run.label,
    executionType: distributed.executionType,
    input: child.input,
    itemCount: child.itemCount,
    context: {},
    variables: {},
    processor: distributed.processorPointer,
  });
}
