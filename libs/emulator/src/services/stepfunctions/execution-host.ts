import { randomBytes, randomUUID } from 'node:crypto';
import type { Command, EngineInput, ExecutionInit, ExecutionOutcome, Json, Turn } from '@stepmaker/asl-interpreter';
import { createExecution, ENGINE_VERSION } from '@stepmaker/asl-interpreter';
import { arn } from '../../core/arn.ts';
import type { Runtime } from '../../core/runtime.ts';
import { storeFault } from '../../core/store-fault.ts';
import { parseStateMachineArn } from './arn.ts';
import type { Execution, ExecutionDetails } from './execution.ts';
import { publishExecutionStatus, resultOf } from './execution-events.ts';
import type { ExecutionStore } from './execution-store.ts';
import type { HistoryStore } from './history-store.ts';
import { parameterProblems } from './integrations/parameter-check.ts';
import { MapRunHost } from './map-run-host.ts';
import type { MapRunStore } from './map-run-store.ts';
import type { OpenWork } from './open-work.ts';
import { ProgramCache } from './program-cache.ts';
import { type RedriveStatus, redriveStatusOf } from './redrive-status.ts';
import { replay } from './replay.ts';
import { type ExecutionKeeper, RunningExecution } from './running-execution.ts';
import type { Revision } from './state-machine.ts';
import type { StateMachineStore } from './state-machine-store.ts';
import type { TaskRunner } from './task-runner.ts';
import { TimerHeap } from './timer-heap.ts';
import type { Traces } from './traces.ts';
import type { VendedLogs } from './vended-logs.ts';

/** Request for an execution, with its caller. */
export interface StartRequest {
  readonly revision: Revision;
  readonly name: string;
  /** The text of the input. */
  readonly input: string;
  readonly versionArn?: string;
  readonly aliasArn?: string;
  readonly traceHeader?: string;
}

/** Dependencies of the host. */
export interface HostPorts {
  readonly runtime: Runtime;
  readonly machines: StateMachineStore;
  readonly executions: ExecutionStore;
  readonly history: HistoryStore;
  readonly mapRuns: MapRunStore;
  readonly tasks: TaskRunner;
  readonly logs: VendedLogs;
  readonly traces: Traces;
}

/** Keeps executions running: feeds engines, keeps what they answer before it takes effect, and resumes what was running. */
export class ExecutionHost implements ExecutionKeeper {
  readonly #ports: HostPorts;
  readonly #timers: TimerHeap;
  readonly #programs = new ProgramCache();
  readonly #running = new Map<number, RunningExecution>();
  readonly #deleting = new Set<string>();
  readonly #mapRuns: MapRunHost;
  #expressRows = 0;
  stopped = false;

  constructor(ports: HostPorts) {
    this.#ports = ports;
    this.#timers = new TimerHeap(ports.runtime.clock);
    this.#mapRuns = new MapRunHost({
      ...ports,
      running: (id) => this.#running.get(id),
      launch: (execution, revision) => this.#launch(execution, revision),
      redrive: (execution) => this.redrive(execution),
      stop: (execution) => this.#running.get(execution.id)?.deliver({ type: 'Stop' }),
      isStopped: () => this.stopped,
    });
  }

  /** Whether an execution can be redriven now. */
  redriveStatus(execution: Execution): RedriveStatus {
    return redriveStatusOf(execution, {
      now: this.now(),
      deleting: this.#deleting.has(this.#ports.machines.revision(execution.revision).machineArn),
      countEvents: () => this.#ports.history.count(execution.id),
    });
  }

  /** Takes away an ended execution with all that is kept of it, so that its name is free. */
  forget({ id, arn }: Execution): void {
    const { executions, history, mapRuns, runtime } = this.#ports;
    runtime.store.transaction(() => {
      mapRuns.removeOf(arn);
      history.remove(id);
      executions.remove(id);
    });
  }

  /** The execution in memory, while it runs. */
  running(id: number): RunningExecution | undefined {
    return this.#running.get(id);
  }

  /** Starts a Standard execution. It is in the store when this returns, and begins right after. */
  startStandard(request: StartRequest): Execution {
    const { revision, name } = request;
    const { startDate, details } = this.#made(request);
    const execution = this.#ports.executions.add({
      arn: executionArn(revision.machineArn, name),
      machineArn: revision.machineArn,
      revision: revision.id,
      name,
      startDate,
      input: request.input,
      details,
    });
    const running = this.#prepare(execution, revision);
    setImmediate(() => running.begin());
    publishExecutionStatus(this.#ports.runtime, execution, { status: 'RUNNING' });
    return execution;
  }

  /** Starts an Express execution, which is kept in memory alone. */
  startExpress(request: StartRequest): RunningExecution {
    const { revision, name } = request;
    const { startDate, details } = this.#made(request);
    this.#expressRows -= 1;
    const execution: Execution = {
      id: this.#expressRows,
      arn: `${executionArn(revision.machineArn, name, 'express')}:${randomUUID()}`,
      machineArn: revision.machineArn,
      revision: revision.id,
      name,
      status: 'RUNNING',
      startDate,
      input: request.input,
      details,
      redriveCount: 0,
    };
    const running = this.#prepare(execution, revision);
    setImmediate(() => running.begin());
    publishExecutionStatus(this.#ports.runtime, execution, { status: 'RUNNING' });
    return running;
  }

  #made({ revision, versionArn, aliasArn, traceHeader }: StartRequest): {
    readonly startDate: number;
    readonly details: ExecutionDetails;
  } {
    return {
      startDate: this.now(),
      details: {
        seed: randomBytes(16).toString('hex'),
        type: revision.type,
        ...(versionArn === undefined ? {} : { versionArn }),
        ...(aliasArn === undefined ? {} : { aliasArn }),
        ...(traceHeader === undefined ? {} : { traceHeader }),
      },
    };
  }

  /** Sets a stopped execution running again, from the states that did not succeed. */
  async redrive(execution: Execution): Promise<void> {
    const { running, open } = await this.#rebuild(execution, true);
    running.deliver({ type: 'Redrive' });
    this.#resume(running, open);
  }

  /** Continues with the executions that an earlier process of the server left running. */
  async start(): Promise<void> {
    const { machines, executions, history, runtime } = this.#ports;
    for (const { value } of machines.machines.list()) if (value.status === 'DELETING') this.#deleting.add(value.arn);
    const rebuilt: { readonly running: RunningExecution; readonly open: OpenWork; readonly isRedrivePending: boolean }[] = [];
    for (const execution of executions.running()) {
      try {
        // An earlier process ended after a redrive was stored, and before the engine received it.
        const isRedrivePending = history.redrives(execution.id) < execution.redriveCount;
        rebuilt.push({ ...(await this.#rebuild(execution, isRedrivePending)), isRedrivePending });
      } catch (error) {
        runtime.log('error', `${execution.arn} could not be taken up again: ${(error as Error).message}`);
      }
    }
    for (const { running, open, isRedrivePending } of rebuilt) {
      if (isRedrivePending) running.deliver({ type: 'Redrive' });
      this.#resume(running, open);
    }
    for (const arn of this.#deleting) this.removeIfIdle(arn);
  }

  /** Leaves everything as it is in the store; jobs continue. */
  stop(): void {
    this.stopped = true;
    this.#timers.stop();
    for (const running of this.#running.values()) {
      for (const taskId of [...running.tasks.keys()]) this.#ports.tasks.cancel(running, taskId, 'the server stops');
    }
    this.#running.clear();
    this.#ports.logs.flush();
  }

  /** Takes away a state machine that is being deleted, with its executions, once none of them runs. */
  removeIfIdle(machineArn: string): void {
    const { machines, executions, runtime } = this.#ports;
    this.#deleting.add(machineArn);
    if (executions.isRunning(machineArn)) return;
    runtime.store.transaction(() => {
      for (const id of executions.idsOf(machineArn)) {
        const execution = executions.get(id);
        if (execution !== undefined) this.forget(execution);
      }
      machines.remove(machineArn);
    });
    this.#deleting.delete(machineArn);
  }

  /** Makes an execution anew from its journal. @param redriving true where it has ended and is about to be redriven */
  async #rebuild(
    execution: Execution,
    redriving: boolean,
  ): Promise<{ readonly running: RunningExecution; readonly open: OpenWork }> {
    const { machines, history, executions } = this.#ports;
    const running = this.#prepare(execution, machines.revision(execution.revision));
    const { open, journaled, time, missing, outcome, divergence } = await replay(running.engine, execution, history);
    running.journaled = journaled;
    running.resumeAt(time);
    if (divergence !== undefined) {
      const recorder = execution.engine === undefined ? 'an older engine' : `engine ${execution.engine}`;
      const cause = `The execution could not be continued after a restart: from ${divergence} on, engine ${ENGINE_VERSION} does not repeat the history that ${recorder} recorded.`;
      executions.end(execution.id, { status: 'FAILED', error: 'States.Runtime', cause }, this.now());
      this.#running.delete(execution.id);
      throw new Error(cause);
    }
    const over = redriving ? undefined : outcome;
    this.transaction(() => {
      if (execution.details.type === 'STANDARD') history.addEvents(execution.id, missing);
      if (over !== undefined) executions.end(execution.id, over, time);
    });
    if (over !== undefined) this.ended(running, over);
    else this.#mapRuns.adopt(execution);
    return { running, open };
  }

  #resume(running: RunningExecution, open: OpenWork): void {
    for (const timer of open.timers.values()) this.carryOut(running, timer);
    for (const task of open.tasks.values()) this.#ports.tasks.run(running, task, true);
    for (const child of open.children.values()) this.#mapRuns.startChild(running, child);
    for (const read of open.reads.values()) this.carryOut(running, read);
    for (const write of open.writes.values()) this.carryOut(running, write);
    for (let tick = 0; tick < open.ticks; tick += 1) running.deliver({ type: 'Tick' });
  }

  /** Begins an execution that is in the store; used for the children of Map Runs. */
  #launch(execution: Execution, revision: Revision): void {
    const running = this.#prepare(execution, revision);
    setImmediate(() => running.begin());
  }

  #prepare(execution: Execution, revision: Revision): RunningExecution {
    const running = new RunningExecution(this, {
      execution,
      revision,
      engine: () =>
        createExecution(this.#programs.programOf(revision, execution.details.child?.processors), initOf(execution, revision)),
    });
    this.#running.set(execution.id, running);
    return running;
  }

  now(): number {
    return this.#ports.runtime.clock.now();
  }

  transaction(work: () => void): void {
    this.#ports.runtime.store.transaction(work);
  }

  isDeleting({ revision }: RunningExecution): boolean {
    return this.#deleting.size > 0 && this.#deleting.has(revision.machineArn);
  }

  keep(running: RunningExecution, input: EngineInput, turn: Turn): void {
    const { execution } = running;
    const { history, executions, logs } = this.#ports;
    if (execution.details.type === 'STANDARD') {
      if (input.type !== 'Start' && !isEmpty(input, turn)) {
        history.addInput(execution.id, running.journaled, input);
        running.journaled += 1;
      }
      history.addEvents(execution.id, turn.events);
    }
    if (turn.outcome !== undefined && execution.id > 0) {
      executions.end(execution.id, turn.outcome, input.time);
      // What has succeeded is never redriven: nothing will rebuild it.
      if (turn.outcome.status === 'SUCCEEDED') history.removeInputs(execution.id);
    }
    logs.write(running.revision, execution, turn.events);
  }

  carryOut(running: RunningExecution, command: Command): void {
    switch (command.type) {
      case 'ScheduleTask':
        this.#ports.tasks.run(running, { command, started: false, submitted: undefined }, false);
        break;
      case 'CancelTask':
        this.#ports.tasks.cancel(running, command.taskId);
        break;
      case 'StartTimer': {
        const { timerId, at } = command;
        const fire = (): void => {
          running.timers.delete(timerId);
          running.deliver({ type: 'TimerFired', timerId });
        };
        running.timers.set(timerId, this.#timers.set(at, fire));
        break;
      }
      case 'CancelTimer':
        running.timers.get(command.timerId)?.cancel();
        running.timers.delete(command.timerId);
        break;
      case 'Tick':
        setImmediate(() => running.deliver({ type: 'Tick' }));
        break;
      default:
        this.#mapRuns.carryOut(running, command);
    }
  }

  explain(error: unknown): string {
    const generic = 'The embedded AWS failed while it ran this execution; its log says more.';
    return storeFault(error, this.#ports.runtime.dataDir) ?? generic;
  }

  broken(running: RunningExecution, outcome: ExecutionOutcome, error: unknown): void {
    const { execution } = running;
    const { runtime, executions } = this.#ports;
    runtime.log('error', `${execution.arn}: ${(error as Error).stack}`);
    try {
      if (execution.id > 0) executions.end(execution.id, outcome, this.now());
    } catch {
      // The store that fails is why we are here; the execution is taken up again when the server starts.
    }
    this.ended(running, outcome);
  }

  ended(running: RunningExecution, outcome: ExecutionOutcome): void {
    const { execution, revision } = running;
    for (const taskId of [...running.tasks.keys()]) this.#ports.tasks.cancel(running, taskId);
    for (const timer of running.timers.values()) timer.cancel();
    running.timers.clear();
    this.#running.delete(execution.id);
    const { runtime, traces } = this.#ports;
    if (revision.tracingConfiguration.enabled === true) traces.record(revision, execution, outcome);
    runtime.jobEvents.emit(execution.arn, outcome.status);
    publishExecutionStatus(runtime, execution, resultOf(outcome, this.now()));
    this.#mapRuns.ended(execution, outcome);
    if (this.#deleting.has(revision.machineArn)) this.removeIfIdle(revision.machineArn);
  }
}

/** An input that came too late leaves no trace, and need not be kept to make the same history again. */
function isEmpty(input: EngineInput, { events, commands, outcome }: Turn): boolean {
  const mayBeLate = 'taskId' in input || input.type === 'TimerFired';
  return mayBeLate && events.length === 0 && commands.length === 0 && outcome === undefined;
}

/** The ARN of an execution of a state machine; without its last id where it is an Express one. */
export function executionArn(machineArn: string, name: string, kind: 'execution' | 'express' = 'execution'): string {
  const { name: machineName, ...scope } = parseStateMachineArn(machineArn);
  return arn('states', scope, `${kind}:${machineName}:${name}`);
}

function initOf(execution: Execution, revision: Revision): ExecutionInit {
  const { seed, type, versionArn, aliasArn, child } = execution.details;
  return {
    executionArn: execution.arn,
    name: execution.name,
    roleArn: revision.roleArn,
    startTime: execution.startDate,
    input: JSON.parse(execution.input) as Json,
    inputText: execution.input,
    stateMachineArn: execution.machineArn,
    stateMachineName: revision.name,
    type,
    seed,
    checkParameters: parameterProblems,
    ...(versionArn === undefined ? {} : { stateMachineVersionArn: versionArn }),
    ...(aliasArn === undefined ? {} : { stateMachineAliasArn: aliasArn }),
    ...(child === undefined ? {} : { context: child.context, variables: child.variables }),
  };
}
