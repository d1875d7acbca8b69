import type { Command, ScheduleTaskCommand } from '../contract/command.ts';
import type { ExecutionInit } from '../contract/execution-init.ts';
import { contextObject } from '../execution/context-object.ts';
import { Frame } from '../execution/frame.ts';
import type { Tolerance } from '../execution/map-run.ts';
import { reasonOf } from '../execution/outcome-event.ts';
import { PendingWork } from '../execution/pending-work.ts';
import { runState } from '../execution/run-state.ts';
import type { Runner } from '../execution/runner.ts';
import type { StateInspection } from '../execution/state-inspection.ts';
import { leaveThroughCatcher } from '../flow/catch.ts';
import { matchesError } from '../flow/error-match.ts';
import { argumentsOf, finishWithResult, inputOf } from '../flow/input-output.ts';
import { backoffSeconds } from '../flow/retry.ts';
import { HistoryRecorder } from '../history/history-recorder.ts';
import { decodeItems } from '../item-reader/decode-items.ts';
import type { Json, JsonObject } from '../json.ts';
import { jsonataFunctions } from '../jsonata/functions.ts';
import type { MapNode, ParallelNode, StateNode } from '../program/state-node.ts';
import { RandomSource } from '../random/random-source.ts';
import { StateFailure } from '../state-failure.ts';
import { asFailure } from '../states/data-limit.ts';
import { batchOf, inBatches } from '../states/map-batch.ts';
import { readerConfigOf } from '../states/map-distributed.ts';
import { itemInput, itemsOf, maxConcurrencyOf } from '../states/map-items.ts';
import { toleranceOf } from '../states/map-tolerance.ts';
import { takeTaskInput } from '../states/task-result.ts';
import { checkContext, checkFailureCount, checkInput, checkMock, checkVariables } from './check-state-test.ts';
import { findState } from './find-state.ts';
import { inspectionData } from './inspection-data.ts';
import type { StateInspectionData, StateTest, StateTestResult, StateTestSurroundings } from './state-test.ts';

/**
 * Runs one state, as TestState does: with an input, variables and a context object, and a mock for what it waits for.
 *
 * @throws StateTestRefusedError for a test that AWS would refuse, with its code and words
 * @throws InvalidDefinitionError for an invalid definition
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html
 * @public
 */
export async function testState(test: StateTest, surroundings: StateTestSurroundings): Promise<StateTestResult> {
  const { machine, node } = findState(test.definition, test.stateName);
  const mocked = checkMock(node, test);
  const input = checkInput(test.input);
  const start = { input, inputText: JSON.stringify(input), variables: checkVariables(test.variables), last: 0 };
  const frame = new Frame(machine, start);
  frame.state = node;
  frame.enteredAt = surroundings.now;
  frame.retryCount = test.stateConfiguration?.retrierRetryCount ?? 0;
  const tester = new StateTester(node, test, surroundings, checkContext(test.context), input);
  return tester.run(frame, mocked);
}

/** Status of the tested state. */
interface Exit {
  readonly output: Json;
  readonly next: string | undefined;
}

/** Stands where an execution would stand, for one state alone. */
class StateTester implements Runner {
  readonly init: ExecutionInit;
  readonly history: HistoryRecorder = new HistoryRecorder(false);
  readonly random: RandomSource;
  readonly now: number;
  readonly inspection: StateInspection = {};
  readonly pending: PendingWork = new PendingWork((command) => this.command(command));

  readonly #node: StateNode;
  readonly #test: StateTest;
  readonly #surroundings: StateTestSurroundings;
  readonly #context: JsonObject | undefined;
  #scheduled: ScheduleTaskCommand | undefined;
  #left: Exit | undefined;

  constructor(
    node: StateNode,
    test: StateTest,
    surroundings: StateTestSurroundings,
    context: JsonObject | undefined,
    input: Json,
  ) {
    const { now, seed, partition, region, account } = surroundings;
    this.now = now;
    this.random = new RandomSource(seed);
    this.#node = node;
    this.#test = test;
    this.#surroundings = surroundings;
    this.#context = context;
    const [machine, name] = [this.random.uuid(), this.random.uuid()];
    this.init = {
      executionArn: `arn:${partition}:states:${region}:${account}:express:${machine}:${name}`,
      name,
      roleArn: surroundings.roleArn ?? `arn:${partition}:iam::${account}:role/${this.random.uuid()}`,
      startTime: now,
      input,
      stateMachineArn: `arn:${partition}:states:${region}:${account}:stateMachine:${machine}`,
      stateMachineName: machine,
      type: 'EXPRESS',
      seed,
    };
  }

  async run(frame: Frame, mocked: Json | undefined): Promise<StateTestResult> {
    const { input } = frame;
    try {
      await this.#perform(frame, mocked);
    } catch (thrown) {
      return this.#failed(frame, input, asFailure(thrown));
    }
    const { output, next } = this.#left as Exit;
    this.inspection.variables = frame.variables;
    return {
      status: 'SUCCEEDED',
      output: JSON.stringify(output),
      ...(next === undefined ? {} : { nextState: next }),
      ...this.#inspected(input, undefined),
    };
  }

  async #perform(frame: Frame, mocked: Json | undefined): Promise<void> {
    const node = this.#node;
    if (node.type === 'Parallel') return this.#mockedParallel(frame, node, mocked);
    if (node.type === 'Map') return this.#mockedMap(frame, node, mocked);
    if (node.type === 'Fail') inputOf(this, frame, node);
    await runState(this, frame, node);
    if (node.type !== 'Task' || this.#scheduled === undefined || frame.activity?.kind !== 'task') return;
    const { taskId } = this.#scheduled;
    this.#mockedError();
    const outcome =
      mocked === undefined
        ? await this.#surroundings.runTask(this.#scheduled)
        : ({ kind: 'succeeded', output: mocked, afterSeconds: 0 } as const);
    if (outcome.kind !== 'succeeded') {
      throw outcome.kind === 'failed'
        ? new StateFailure(outcome.error, outcome.cause)
        : new StateFailure('States.Timeout', undefined);
    }
    await takeTaskInput(this, frame, frame.activity, { type: 'TaskSucceeded', taskId, output: outcome.output, time: this.now });
  }

  async #mockedParallel(frame: Frame, node: ParallelNode, mocked: Json | undefined): Promise<void> {
    await argumentsOf(this, frame, node, inputOf(this, frame, node));
    this.#mockedError();
    await finishWithResult(this, frame, node, mocked as Json);
  }

  async #mockedMap(frame: Frame, node: MapNode, mocked: Json | undefined): Promise<void> {
    const input = inputOf(this, frame, node);
    const items = await this.#itemsOf(frame, node, input);
    const failures = this.#test.stateConfiguration?.mapIterationFailureCount ?? 0;
    checkFailureCount(failures, items.length);
    await maxConcurrencyOf(this, frame, node, input);
    const tolerance = node.distributed === undefined ? undefined : await toleranceOf(this, frame, node.distributed, input);
    const inputs = await this.#iterationInputs(frame, node, input, items);
    await this.#batch(frame, node, input, inputs);
    this.#mockedError();
    if (tolerance !== undefined && exceeds(tolerance, failures, items.length)) {
      throw new StateFailure('States.ExceedToleratedFailureThreshold', 'The specified tolerated failure threshold was exceeded');
    }
    await finishWithResult(this, frame, node, mocked as Json);
  }

  /** Items of the Map state: those in its input, or those of its ItemReader. */
  async #itemsOf(frame: Frame, node: MapNode, input: Json): Promise<readonly Json[]> {
    const reader = node.distributed?.itemReader;
    if (reader === undefined) return (await itemsOf(this, frame, node, input)).items;
    const config = await readerConfigOf(this, frame, input, reader);
    const read = this.#test.stateConfiguration?.mapItemReaderData;
    if (read === undefined) return [];
    try {
      const items = decodeItems(read, config);
      if (config['ItemsPointer'] !== undefined) this.inspection.afterItemsPointer = items;
      return items;
    } catch (error) {
      throw new StateFailure('States.ItemReaderFailed', (error as Error).message);
    }
  }

  async #iterationInputs(frame: Frame, node: MapNode, input: Json, items: readonly Json[]): Promise<readonly Json[]> {
    if (node.itemSelector === undefined) return items;
    const selected: Json[] = [];
    for (const [Index, Value] of items.entries())
      selected.push(await itemInput(this, frame, node, input, Value, { Index, Value }));
    this.inspection.afterItemSelector = selected;
    return selected;
  }

  async #batch(frame: Frame, node: MapNode, input: Json, inputs: readonly Json[]): Promise<void> {
    const batcher = node.distributed?.itemBatcher;
    if (batcher !== undefined) this.inspection.afterItemBatcher = inBatches(inputs, await batchOf(this, frame, input, batcher));
  }

  /** @throws StateFailure if the mock is an error */
  #mockedError(): void {
    const mock = this.#test.mock?.errorOutput;
    if (mock !== undefined) throw new StateFailure(mock.error, mock.cause);
  }

  async #failed(frame: Frame, input: Json, failure: StateFailure): Promise<StateTestResult> {
    const node = this.#node;
    const reason = reasonOf(failure);
    if (!('retry' in node)) return { status: 'FAILED', ...reason, ...this.#inspected(input, undefined) };
    const retryIndex = node.retry.findIndex((retrier) => matchesError(retrier.errorEquals, failure));
    const retrier = node.retry[retryIndex];
    if (retrier !== undefined && frame.retryCount < retrier.maxAttempts) {
      const details = { retryIndex, retryBackoffIntervalSeconds: Math.round(backoffSeconds(retrier, frame.retryCount)) };
      return { status: 'RETRIABLE', ...reason, ...this.#inspected(input, details) };
    }
    const exhausted = retrier === undefined ? undefined : { retryIndex };
    const catchIndex = node.catch.findIndex((candidate) => matchesError(candidate.errorEquals, failure));
    const catcher = node.catch[catchIndex];
    if (catcher === undefined) return { status: 'FAILED', ...reason, ...this.#inspected(input, exhausted) };
    try {
      await leaveThroughCatcher(this, frame, node, catcher, failure, failure.cause);
    } catch (thrown) {
      return { status: 'FAILED', ...reasonOf(asFailure(thrown)), ...this.#inspected(input, { ...exhausted, catchIndex }) };
    }
    this.inspection.variables = frame.variables;
    return {
      status: 'CAUGHT_ERROR',
      ...reason,
      output: JSON.stringify((this.#left as Exit).output),
      nextState: catcher.next,
      ...this.#inspected(input, { ...exhausted, catchIndex }),
    };
  }

  #inspected(input: Json, details: StateInspectionData['errorDetails']): { readonly inspectionData?: StateInspectionData } {
    if ((this.#test.inspectionLevel ?? 'INFO') === 'INFO') return {};
    return { inspectionData: inspectionData(this.#node, input, this.inspection, details) };
  }

  // -- what the state's code asks for --------------------------------------------------------------------------------------

  command(command: Command): void {
    if (command.type === 'ScheduleTask') this.#scheduled = command;
  }

  covered(): void {}

  expectMapRun(): void {}

  context(frame: Frame): JsonObject {
    return this.#context ?? contextObject({ init: this.init, redriveCount: 0, redriveTime: undefined }, frame);
  }

  functions(): Readonly<Record<string, unknown>> {
    return jsonataFunctions(this);
  }

  proceed(): void {}

  exit(frame: Frame, output: Json, assigned: JsonObject | undefined, next: string | undefined): void {
    if (assigned !== undefined) frame.variables = { ...frame.variables, ...assigned };
    this.#left = { output, next };
  }

  fail(_frame: Frame, failure: StateFailure): never {
    throw failure;
  }

  attempt(_frame: Frame, action: () => void | Promise<void>): void | Promise<void> {
    return action();
  }

  abort(): void {}
}

/** Whether more iterations have failed than a Map state tolerates; one that says nothing of it is not asked. */
function exceeds({ count, percentage }: Tolerance, failures: number, iterations: number): boolean {
  if (count !== undefined && failures > count) return true;
  return percentage !== undefined && (failures / iterations) * 100 > percentage;
}
