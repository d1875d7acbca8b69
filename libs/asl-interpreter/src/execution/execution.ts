import type { Command } from '../contract/command.ts';
import type { EngineInput } from '../contract/engine-input.ts';
import type { ExecutionInit } from '../contract/execution-init.ts';
import type { Program } from '../contract/program.ts';
import type { ExecutionEngine, ExecutionOutcome, MapRunDescription, Turn } from '../contract/turn.ts';
import { HistoryFull, HistoryRecorder, MAX_EVENTS } from '../history/history-recorder.ts';
import type { Json, JsonObject } from '../json.ts';
import { jsonataFunctions } from '../jsonata/functions.ts';
import { andThen, type MaybePromise } from '../maybe-promise.ts';
import { type CompiledProgram, compiled } from '../program/parse-state-machine.ts';
import type { StateNode, WaitNode } from '../program/state-node.ts';
import { RandomSource } from '../random/random-source.ts';
import type { StateFailure } from '../state-failure.ts';
import { asFailure, checkSize, textOf } from '../states/data-limit.ts';
import { resumeRun } from '../states/map-distributed.ts';
import { iterationFailed, iterationSucceeded, resumeMap } from '../states/map-inline.ts';
import { takeMapRunInput } from '../states/map-run-input.ts';
import { branchFailed, branchSucceeded, resumeParallel } from '../states/parallel.ts';
import { takeTaskInput, taskTimerFired } from '../states/task-result.ts';
import { finishWait } from '../states/wait.ts';
import { abortFrame } from './abort-frame.ts';
import { assign } from './assign.ts';
import { contextObject } from './context-object.ts';
import { failState } from './fail-state.ts';
import { Frame, type MapActivity, type ParallelActivity, type TaskActivity } from './frame.ts';
import type { MapRun } from './map-run.ts';
import { outcomeEvent, reasonOf } from './outcome-event.ts';
import { PendingWork } from './pending-work.ts';
import { runState } from './run-state.ts';
import type { Runner } from './runner.ts';
import type { StateInspection } from './state-inspection.ts';

const TRANSITIONS_PER_TURN = 500;

/**
 * The longest that an Express execution runs.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const EXPRESS_SECONDS = 300;

/**
 * Makes an execution. It does nothing before its first input, `Start`.
 *
 * @param onCovered receives each part of the definition that is used, by its JSON pointer: `/States/Check/Choices/0`
 *
 * @example
 * const execution = createExecution(parseStateMachine(definition), { executionArn, name, …, input: {}, seed });
 * const { events, commands, outcome } = await execution.deliver({ type: 'Start', time: Date.now() });
 *
 * @public
 */
export function createExecution(program: Program, init: ExecutionInit, onCovered?: (pointer: string) => void): ExecutionEngine {
  return new Execution(compiled(program), init, onCovered);
}

/** One execution: the loop that runs its frames, and all that their states may ask of it. */
export class Execution implements ExecutionEngine, Runner {
  readonly init: ExecutionInit;
  readonly history: HistoryRecorder;
  readonly random: RandomSource;
  readonly covered: (pointer: string) => void;
  readonly pending: PendingWork = new PendingWork((command) => this.command(command));
  readonly inspection: StateInspection | undefined = undefined;
  now = 0;
  outcome: ExecutionOutcome | undefined;

  readonly #program: CompiledProgram;
  readonly #root: Frame;
  #commands: Command[] = [];
  /** Frames that are about to enter a state. */
  #waiting: Frame[] = [];
  #budget = 0;
  #functions: Readonly<Record<string, unknown>> | undefined;
  readonly #mapRuns = new Map<string, MapRun>();
  #executionTimer: string | undefined;
  #redriveCount: number;
  #redriveTime: number | undefined;

  constructor(program: CompiledProgram, init: ExecutionInit, onCovered: (pointer: string) => void = ignore) {
    this.covered = onCovered;
    this.#program = program;
    this.init = init;
    this.history = new HistoryRecorder(init.type !== 'EXPRESS');
    this.random = new RandomSource(init.seed);
    this.#redriveCount = init.redriveCount ?? 0;
    this.#root = new Frame(program.machine, { input: init.input, inputText: '', variables: init.variables ?? {}, last: 0 });
  }

  deliver(input: EngineInput): Turn | Promise<Turn> {
    this.now = input.time;
    this.history.now = input.time;
    this.#budget = this.init.transitionsPerTurn ?? TRANSITIONS_PER_TURN;
    const before = this.outcome;
    return andThen(
      this.#whileThereIsRoom(() => andThen(this.#take(input), () => this.#run())),
      () => this.#endTurn(before),
    );
  }

  mapRun(mapRunId: string): MapRunDescription | undefined {
    return this.#mapRuns.get(mapRunId)?.describe();
  }

  // -- what the states' code asks for ------------------------------------------------------------------------------------

  command(command: Command): void {
    this.#commands.push(command);
  }

  expectMapRun(run: MapRun, frame: Frame): void {
    this.pending.expectMapRun(run.mapRunId, frame);
    this.#mapRuns.set(run.mapRunId, run);
  }

  context(frame: Frame): JsonObject {
    return contextObject({ init: this.init, redriveCount: this.#redriveCount, redriveTime: this.#redriveTime }, frame);
  }

  functions(): Readonly<Record<string, unknown>> {
    this.#functions ??= jsonataFunctions(this);
    return this.#functions;
  }

  proceed(frame: Frame): void {
    this.#waiting.push(frame);
  }

  exit(frame: Frame, output: Json, assigned: JsonObject | undefined, next: string | undefined): void {
    const node = frame.state as StateNode;
    const text = checkSize(frame.textOf(output), node.name);
    let variables: Record<string, string> | undefined;
    if (assigned !== undefined && Object.keys(assigned).length > 0) variables = assign(frame, assigned, node.name);
    frame.activity = undefined;
    frame.state = undefined;
    frame.taskToken = undefined;
    frame.last = this.history.exited(
      `${node.type as Exclude<StateNode['type'], 'Fail'>}StateExited`,
      frame.last,
      node.name,
      text,
      variables,
    );
    frame.input = output;
    frame.inputText = text;
    if (next === undefined) frame.completed = true;
    else frame.nextState = next;
    this.#waiting.push(frame);
  }

  fail(frame: Frame, failure: StateFailure): MaybePromise<void> {
    return failState(this, frame, failure, this.#frameFailed);
  }

  attempt(frame: Frame, action: () => MaybePromise<void>): MaybePromise<void> {
    try {
      const pending = action();
      return pending instanceof Promise ? pending.catch((thrown: unknown) => this.#failed(frame, thrown)) : pending;
    } catch (thrown) {
      return this.#failed(frame, thrown);
    }
  }

  abort(frame: Frame): void {
    abortFrame(this, frame);
  }

  // -- the loop ------------------------------------------------------------------------------------------------------------

  #run(): MaybePromise<void> {
    let at = 0;
    while (at < this.#waiting.length && this.outcome === undefined) {
      const frame = this.#waiting[at] as Frame;
      if (this.#budget <= 0 && !frame.completed) {
        this.#waiting.splice(0, at);
        this.command({ type: 'Tick' });
        return;
      }
      at += 1;
      if (frame.ended) continue;
      const pending = frame.completed ? this.#frameSucceeded(frame) : this.#enter(frame);
      if (pending !== undefined) {
        this.#waiting.splice(0, at);
        return pending.then(() => this.#run());
      }
    }
    this.#waiting.length = 0;
  }

  #enter(frame: Frame): MaybePromise<void> {
    if (frame.again) {
      frame.again = false;
      return this.#runState(frame, frame.state as StateNode);
    }
    const node = frame.machine.states.get(frame.nextState) as StateNode;
    this.#budget -= 1;
    frame.state = node;
    frame.retryCount = 0;
    frame.retrierCounts = undefined;
    frame.enteredAt = this.now;
    frame.trigger = frame.last;
    frame.last = this.history.entered(`${node.type}StateEntered`, frame.last, node.name, frame.inputText);
    frame.enteredEventId = frame.last;
    frame.suspended = undefined;
    this.covered(node.pointer);
    return this.#runState(frame, node);
  }

  #runState(frame: Frame, node: StateNode): MaybePromise<void> {
    try {
      const pending = runState(this, frame, node);
      return pending === undefined ? undefined : pending.catch((thrown: unknown) => this.#failed(frame, thrown));
    } catch (thrown) {
      return this.#failed(frame, thrown);
    }
  }

  #failed(frame: Frame, thrown: unknown): MaybePromise<void> {
    return this.fail(frame, asFailure(thrown));
  }

  #frameSucceeded(frame: Frame): MaybePromise<void> {
    frame.ended = true;
    const { owner } = frame;
    if (owner === undefined) {
      this.#finish({ status: 'SUCCEEDED', output: frame.input, outputText: frame.inputText });
      return;
    }
    const activity = owner.activity as ParallelActivity | MapActivity;
    return this.attempt(owner, () =>
      activity.kind === 'parallel'
        ? branchSucceeded(this, owner, activity, frame, frame.input)
        : iterationSucceeded(this, owner, activity, frame, frame.input),
    );
  }

  readonly #frameFailed = (frame: Frame, error: string | undefined, cause: string | undefined): MaybePromise<void> => {
    frame.ended = true;
    const { owner } = frame;
    if (owner === undefined) {
      this.#finish({ status: 'FAILED', ...reasonOf({ error, cause }) });
      return;
    }
    const activity = owner.activity as ParallelActivity | MapActivity;
    return activity.kind === 'parallel'
      ? branchFailed(this, owner, activity, frame, error, cause)
      : iterationFailed(this, owner, activity, frame, error, cause);
  };

  // -- inputs --------------------------------------------------------------------------------------------------------------

  #take(input: EngineInput): MaybePromise<void> {
    if (input.type === 'Redrive') return this.#redrive();
    if (this.outcome !== undefined) return;
    switch (input.type) {
      case 'Start':
        return this.#start();
      case 'Tick':
        return;
      case 'Stop':
        this.#waiting.length = 0;
        this.#abortAll();
        this.#finish({ status: 'ABORTED', ...reasonOf(input) });
        return;
      case 'TimerFired':
        return this.#timerFired(input.timerId);
      default:
        return 'taskId' in input ? this.#taskInput(input) : this.#mapRunInput(input);
    }
  }

  #start(): void {
    const { init } = this;
    const root = this.#root;
    let fault: StateFailure | undefined;
    try {
      root.inputText = textOf(init.input);
    } catch (thrown) {
      fault = asFailure(thrown);
    }
    this.history.add('ExecutionStarted', 0, {
      executionStartedEventDetails: {
        input: init.inputText ?? root.inputText,
        roleArn: init.roleArn,
        ...(init.stateMachineAliasArn === undefined ? {} : { stateMachineAliasArn: init.stateMachineAliasArn }),
        ...(init.stateMachineVersionArn === undefined ? {} : { stateMachineVersionArn: init.stateMachineVersionArn }),
      },
    });
    if (fault !== undefined) return this.#finish({ status: 'FAILED', ...reasonOf(fault) });
    this.#limitTime();
    this.proceed(root);
  }

  #limitTime(): void {
    const { timeoutSeconds } = this.#program;
    const limit = this.init.type === 'EXPRESS' ? Math.min(timeoutSeconds ?? EXPRESS_SECONDS, EXPRESS_SECONDS) : timeoutSeconds;
    if (limit !== undefined) {
      this.#executionTimer = this.pending.startTimer(this.#root, this.now + limit * 1000, 'execution-timeout');
    }
  }

  #timerFired(timerId: string): MaybePromise<void> {
    const timer = this.pending.takeTimer(timerId);
    if (timer === undefined) return;
    const { frame, purpose } = timer;
    if (purpose === 'execution-timeout') {
      this.#executionTimer = undefined;
      this.#waiting.length = 0;
      this.#abortAll();
      this.#finish({ status: 'TIMED_OUT' });
      return;
    }
    if (purpose === 'retry') {
      frame.activity = undefined;
      frame.trigger = frame.last;
      return this.#runState(frame, frame.state as StateNode);
    }
    return this.attempt(frame, () =>
      purpose === 'wait'
        ? finishWait(this, frame, frame.state as WaitNode)
        : taskTimerFired(this, frame, frame.activity as TaskActivity, timerId),
    );
  }

  #taskInput(input: Extract<EngineInput, { readonly taskId: string }>): MaybePromise<void> {
    const frame = this.pending.taskFrame(input.taskId);
    if (frame === undefined) return;
    return this.attempt(frame, () => takeTaskInput(this, frame, frame.activity as TaskActivity, input));
  }

  #mapRunInput(input: Extract<EngineInput, { readonly mapRunId: string }>): MaybePromise<void> {
    const frame = this.pending.mapRunFrame(input.mapRunId);
    const activity = frame?.activity;
    // Inputs for a run that has ended are too late, also where the state has begun another one.
    if (frame === undefined || activity?.kind !== 'map-run' || activity.run.mapRunId !== input.mapRunId) return;
    return this.attempt(frame, () => takeMapRunInput(this, frame, activity, input));
  }

  // -- the end -------------------------------------------------------------------------------------------------------------

  #whileThereIsRoom(action: () => MaybePromise<void>): MaybePromise<void> {
    const full = (thrown: unknown): void => {
      if (!(thrown instanceof HistoryFull)) throw thrown;
      this.#waiting.length = 0;
      this.pending.cancelAll();
      this.#finish({
        status: 'FAILED',
        error: 'States.Runtime',
        cause: `The execution reached the maximum number of history events (${MAX_EVENTS}).`,
      });
    };
    try {
      const pending = action();
      return pending instanceof Promise ? pending.catch(full) : pending;
    } catch (thrown) {
      return full(thrown);
    }
  }

  #abortAll(): void {
    abortFrame(this, this.#root);
  }

  #finish(outcome: ExecutionOutcome): void {
    this.outcome = outcome;
    this.pending.cancelTimer(this.#executionTimer);
    outcomeEvent(this.history, this.#root.last, outcome);
  }

  #endTurn(before: ExecutionOutcome | undefined): Turn {
    const turn = { events: this.history.take(), commands: this.#commands };
    this.#commands = [];
    return this.outcome === undefined || this.outcome === before ? turn : { ...turn, outcome: this.outcome };
  }

  #redrive(): MaybePromise<void> {
    if (this.outcome === undefined || this.outcome.status === 'SUCCEEDED') return;
    this.outcome = undefined;
    this.#redriveCount += 1;
    this.#redriveTime = this.now;
    const root = this.#root;
    root.last = this.history.add('ExecutionRedriven', root.last, {
      executionRedrivenEventDetails: { redriveCount: this.#redriveCount },
    });
    this.#limitTime();
    return this.#resume(root, root.last);
  }

  /** Takes a frame up again where it failed or was cut short: what had ended well stays as it is. */
  #resume(frame: Frame, after: number): MaybePromise<void> {
    const { suspended } = frame;
    frame.ended = false;
    frame.last = after;
    frame.trigger = after;
    frame.retryCount = 0;
    frame.retrierCounts = undefined;
    frame.suspended = undefined;
    if (suspended?.kind === 'map-run') return this.attempt(frame, () => resumeRun(this, frame, suspended, this.#redriveCount));
    const resume = (child: Frame): MaybePromise<void> => this.#resume(child, after);
    if (suspended?.kind === 'parallel') return resumeParallel(frame, suspended, resume);
    if (suspended?.kind === 'map') return resumeMap(frame, suspended, resume);
    frame.again = frame.state !== undefined;
    this.proceed(frame);
  }
}

function ignore(): void {}
