import { FrameEnvironment } from '../execution/environment.ts';
import type { DistributedActivity, Frame } from '../execution/frame.ts';
import { MapRun, type Tolerance } from '../execution/map-run.ts';
import type { Runner } from '../execution/runner.ts';
import { fieldValue, numberOf, templateValue } from '../flow/field-source.ts';
import { finishWithResult, inputOf } from '../flow/input-output.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import type { DistributedMap, ItemReader, MapNode } from '../program/state-node.ts';
import { StateFailure } from '../state-failure.ts';
import { commandChild, startChildren } from './map-children.ts';
import { itemsOf, maxConcurrencyOf } from './map-items.ts';
import { transformResults } from './map-results.ts';
import { toleranceOf } from './map-tolerance.ts';

/** Map, distributed: every item, or batch of items, is a separate execution, run by the host. @throws StateFailure */
export function runDistributedMap(runner: Runner, frame: Frame, node: MapNode, distributed: DistributedMap): MaybePromise<void> {
  const input = inputOf(runner, frame, node);
  const { itemReader } = distributed;
  const found = itemReader === undefined ? itemsOf(runner, frame, node, input) : { items: [], keyed: false };
  return andThen(found, ({ items, keyed }) =>
    andThen(maxConcurrencyOf(runner, frame, node, input), (maxConcurrency) => {
      frame.last = runner.history.add('MapStateStarted', frame.last, { mapStateStartedEventDetails: { length: items.length } });
      return andThen(toleranceOf(runner, frame, distributed, input), (tolerance) => {
        const { activity, run } = startRun(runner, frame, node, distributed, {
          selectorInput: input,
          keyed,
          maxConcurrency,
          tolerance,
        });
        commandRun(runner, activity, itemReader === undefined ? items.length : undefined);
        if (itemReader !== undefined) return readItems(runner, frame, run, itemReader);
        return takeItems(runner, frame, activity, items);
      });
    }),
  );
}

function startRun(
  runner: Runner,
  frame: Frame,
  node: MapNode,
  distributed: DistributedMap,
  limits: {
    readonly selectorInput: Json;
    readonly keyed: boolean;
    readonly maxConcurrency: number;
    readonly tolerance: Tolerance;
  },
): { readonly activity: DistributedActivity; readonly run: MapRun } {
  const label = distributed.label ?? runner.random.uuid();
  const [, partition, , region, account, , machine] = runner.init.stateMachineArn.split(':');
  const mapRunArn = `arn:${partition}:states:${region}:${account}:mapRun:${machine}/${label}:${runner.random.uuid()}`;
  frame.last = runner.history.add('MapRunStarted', frame.last, { mapRunStartedEventDetails: { mapRunArn } });
  frame.trigger = frame.last;
  const run = new MapRun({
    mapRunId: runner.pending.nextId(),
    mapRunArn,
    label,
    startDate: runner.now,
    startedEventId: frame.last,
    ...limits,
  });
  const activity: DistributedActivity = { kind: 'map-run', node, distributed, run };
  frame.activity = activity;
  runner.expectMapRun(run, frame);
  return { activity, run };
}

function readItems(runner: Runner, frame: Frame, run: MapRun, reader: ItemReader): MaybePromise<void> {
  const input = run.selectorInput;
  return andThen(templateValue(reader.parameters, input, new FrameEnvironment(runner, frame)), (parameters) =>
    andThen(readerConfigOf(runner, frame, input, reader), (readerConfig) => {
      run.source = sourceOf(parameters);
      runner.command({ type: 'ReadItems', mapRunId: run.mapRunId, resource: reader.resource, parameters, readerConfig });
    }),
  );
}

/** An ItemReader's ReaderConfig, evaluated. @throws StateFailure */
export function readerConfigOf(runner: Runner, frame: Frame, input: Json, reader: ItemReader): MaybePromise<JsonObject> {
  const environment = new FrameEnvironment(runner, frame);
  const { maxItems, itemsPointer } = reader;
  const { MaxItemsPath: _path, ...literal } = reader.readerConfig;
  return andThen(numberOf(maxItems, 'integer', input, environment), (limit) =>
    andThen(itemsPointer === undefined ? undefined : fieldValue(itemsPointer, input, environment), (pointer) => ({
      ...literal,
      ...(limit === undefined ? {} : { MaxItems: limit }),
      ...(pointer === undefined ? {} : { ItemsPointer: pointer }),
    })),
  );
}

/** `S3://bucket/key`, or the bucket alone where its objects are listed. */
function sourceOf(parameters: Json): string {
  const { Bucket: bucket, Key: key } = isJsonObject(parameters) ? parameters : {};
  return `S3://${[bucket, key].filter((part) => part !== undefined).join('/')}`;
}

function commandRun(runner: Runner, { run, node, distributed }: DistributedActivity, itemCount: number | undefined): void {
  const { mapRunId, mapRunArn, label, maxConcurrency, tolerance } = run;
  runner.command({
    type: 'StartMapRun',
    mapRunId,
    mapRunArn,
    stateName: node.name,
    label,
    executionType: distributed.executionType,
    maxConcurrency,
    toleratedFailureCount: tolerance.count ?? 0,
    toleratedFailurePercentage: tolerance.percentage ?? 0,
    ...(itemCount === undefined ? {} : { itemCount }),
  });
}

/** Continues with a run that had failed or was stopped: its children that did not end well are redriven. @throws StateFailure */
export function resumeRun(runner: Runner, frame: Frame, activity: DistributedActivity, redriveCount: number): MaybePromise<void> {
  const { run, distributed } = activity;
  const again = run.redrive();
  frame.activity = activity;
  frame.last = runner.history.add('MapRunRedriven', frame.last, {
    mapRunRedrivenEventDetails: { mapRunArn: run.mapRunArn, redriveCount },
  });
  frame.trigger = frame.last;
  const reader = distributed.itemReader;
  commandRun(runner, activity, run.items.length);
  if (reader !== undefined && run.items.length === 0) return readItems(runner, frame, run, reader);
  for (const child of again) commandChild(runner, activity, child);
  return andThen(startChildren(runner, frame, activity), () => finishIfDone(runner, frame, activity));
}

/** Continues with the items, now that they are there. @throws StateFailure */
export function takeItems(
  runner: Runner,
  frame: Frame,
  activity: DistributedActivity,
  items: readonly Json[],
): MaybePromise<void> {
  activity.run.items = items;
  return andThen(startChildren(runner, frame, activity), () => finishIfDone(runner, frame, activity));
}

/** Ends the run if no child runs and none is to come. @throws StateFailure */
export function finishIfDone(runner: Runner, frame: Frame, activity: DistributedActivity): MaybePromise<void> {
  const { run, distributed } = activity;
  if (run.status !== 'RUNNING' || run.running.size > 0 || run.next < run.items.length) return;
  const writer = distributed.resultWriter;
  if (writer?.resource === undefined)
    return succeed(runner, frame, activity, transformResults(runner.init, run, writer?.writerConfig['Transformation']));
  const { resource } = writer;
  const environment = new FrameEnvironment(runner, frame);
  return andThen(templateValue(writer.parameters, run.selectorInput, environment), (parameters = {}) => {
    const { mapRunId, mapRunArn } = run;
    runner.command({
      type: 'WriteResults',
      mapRunId,
      mapRunArn,
      resource,
      parameters,
      writerConfig: { Transformation: 'NONE', OutputType: 'JSON', ...writer.writerConfig },
      results: run.results(),
    });
  });
}

/** The run has succeeded. @throws StateFailure */
export function succeed(runner: Runner, frame: Frame, activity: DistributedActivity, output: Json): MaybePromise<void> {
  const { run, node } = activity;
  close(runner, run, 'SUCCEEDED');
  frame.activity = undefined;
  const succeeded = runner.history.add('MapRunSucceeded', run.startedEventId);
  runner.history.add('MapStateSucceeded', succeeded);
  frame.last = run.startedEventId;
  frame.trigger = succeeded;
  return finishWithResult(runner, frame, node, output);
}

/** The run has failed: its children are stopped. */
export function failRun(
  runner: Runner,
  frame: Frame,
  activity: DistributedActivity,
  error: string,
  cause: string | undefined,
): MaybePromise<void> {
  const { run } = activity;
  stopChildren(runner, run);
  close(runner, run, 'FAILED');
  frame.activity = undefined;
  frame.suspended = activity;
  frame.last = runner.history.add('MapRunFailed', run.startedEventId, {
    mapRunFailedEventDetails: cause === undefined ? { error } : { error, cause },
  });
  frame.trigger = frame.last;
  return runner.fail(frame, new StateFailure(error, cause));
}

/** Ends a run that no one waits for any more. */
export function abortRun(runner: Runner, activity: DistributedActivity): void {
  stopChildren(runner, activity.run);
  close(runner, activity.run, 'ABORTED');
  runner.history.add('MapRunAborted', activity.run.startedEventId);
}

function stopChildren(runner: Runner, run: MapRun): void {
  for (const child of [...run.running.values()]) {
    runner.command({ type: 'StopChildExecution', mapRunId: run.mapRunId, childId: child.childId });
    run.end(child, 'aborted', runner.now);
  }
}

function close(runner: Runner, run: MapRun, status: 'SUCCEEDED' | 'FAILED' | 'ABORTED'): void {
  run.status = status;
  run.stopDate = runner.now;
  if (status === 'SUCCEEDED') run.resultsWritten = run.items.length;
  runner.command({ type: 'EndMapRun', mapRunId: run.mapRunId, status });
}
