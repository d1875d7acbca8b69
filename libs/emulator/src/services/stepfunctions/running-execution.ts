import type { Command, EngineInput, ExecutionEngine, ExecutionOutcome, Turn } from '@stepmaker/asl-interpreter';
import type { Timer } from '../../core/clock.ts';
import type { Execution } from './execution.ts';
import type { Revision } from './state-machine.ts';

/** An input before it is given its time. */
export type UntimedInput = EngineInput extends infer Input ? (Input extends EngineInput ? Omit<Input, 'time'> : never) : never;

/** A task that has been scheduled and whose end is to come. */
export interface RunningTask {
  readonly taskId: string;
  /** Gives up: with `STOPPED_WAITING` its job is stopped too. */
  readonly abort: AbortController;
  readonly taskToken?: string;
}

/** Operations of the host for a running execution. */
export interface ExecutionKeeper {
  now(): number;
  /** True once the server stops: what comes then is for the next one to find out. */
  readonly stopped: boolean;
  /** Runs `work` in one transaction of the store. */
  transaction(work: () => void): void;
  /** Keeps an input and what it led to; called within a transaction. */
  keep(running: RunningExecution, input: EngineInput, turn: Turn): void;
  /** Does what the engine asks; called when the turn has been kept. */
  carryOut(running: RunningExecution, command: Command): void;
  /** Called when the outcome has been kept. */
  ended(running: RunningExecution, outcome: ExecutionOutcome): void;
  /** Says in plain words why an execution cannot continue for a reason that is not its own. */
  explain(error: unknown): string;
  /** Called when an execution cannot continue for a reason that is not its own. */
  broken(running: RunningExecution, outcome: ExecutionOutcome, error: unknown): void;
  /** True where the execution must stop at its next transition: its state machine is being deleted. */
  isDeleting(running: RunningExecution): boolean;
}

/** An execution in memory: the engine, the inputs that wait for it, and the work it has open. */
export class RunningExecution {
  readonly execution: Execution;
  readonly revision: Revision;
  readonly tasks: Map<string, RunningTask> = new Map();
  readonly timers: Map<string, Timer> = new Map();
  /** Number of inputs in the journal. */
  journaled = 0;
  readonly #keeper: ExecutionKeeper;
  readonly #makeEngine: () => ExecutionEngine;
  #engine: ExecutionEngine | undefined;
  #inputs: EngineInput[] = [];
  #time: number;
  #busy = false;
  /** Nothing is delivered before `Start` was, or a replay is done. */
  #begun = false;
  #waiting: ((outcome: ExecutionOutcome) => void)[] = [];

  constructor(
    keeper: ExecutionKeeper,
    parts: {
      readonly execution: Execution;
      readonly revision: Revision;
      /** Makes the engine when it is first needed: executions that wait for their turn cost little. */
      readonly engine: () => ExecutionEngine;
    },
  ) {
    this.#keeper = keeper;
    this.execution = parts.execution;
    this.revision = parts.revision;
    this.#makeEngine = parts.engine;
    this.#time = parts.execution.startDate;
  }

  get engine(): ExecutionEngine {
    this.#engine ??= this.#makeEngine();
    return this.#engine;
  }

  /** Takes an input; it is delivered at once unless another is at work. The clock of an execution never runs backwards. */
  deliver(input: UntimedInput): void {
    if (this.#keeper.stopped) return;
    this.#time = Math.max(this.#time, this.#keeper.now());
    this.#inputs.push({ ...input, time: this.#time } as EngineInput);
    this.#work();
  }

  /** Delivers `Start`, at the time at which StartExecution was called. */
  begin(): void {
    if (this.#keeper.stopped) return;
    this.#begun = true;
    this.#inputs.unshift({ type: 'Start', time: this.execution.startDate });
    this.#work();
  }

  /** Continues from the time of the last input of a replay. */
  resumeAt(time: number): void {
    this.#time = Math.max(this.#time, time);
    this.#begun = true;
  }

  /** Resolves when the execution ends. */
  get outcome(): Promise<ExecutionOutcome> {
    return new Promise((resolve) => {
      if (this.engine.outcome !== undefined && !this.#busy) resolve(this.engine.outcome);
      else this.#waiting.push(resolve);
    });
  }

  /** Delivers what waits: all inputs that the engine takes at once are kept in one transaction. */
  #work(): void {
    if (this.#busy || !this.#begun) return;
    this.#busy = true;
    try {
      while (this.#inputs.length > 0) {
        const pending = this.#deliverAll();
        if (pending === undefined) continue;
        const [input, turn] = pending;
        turn.then((made) => this.#goOn(input, made)).catch((error: unknown) => this.#break(error));
        return;
      }
      this.#busy = false;
    } catch (error) {
      this.#break(error);
    }
  }

  /** Delivers inputs until there are none, or one is met with an expression that is evaluated asynchronously. */
  #deliverAll(): [EngineInput, Promise<Turn>] | undefined {
    const batch = new Batch();
    this.#keeper.transaction(() => {
      for (let input = this.#next(); input !== undefined; input = this.#next()) {
        const turn = this.engine.deliver(input);
        if (turn instanceof Promise) {
          batch.pending = [input, turn];
          return;
        }
        this.#keep(input, turn, batch);
      }
    });
    this.#finish(batch);
    return batch.pending;
  }

  #goOn(input: EngineInput, turn: Turn): void {
    if (this.#keeper.stopped) return;
    const batch = new Batch();
    this.#keeper.transaction(() => this.#keep(input, turn, batch));
    this.#finish(batch);
    this.#busy = false;
    this.#work();
  }

  /** The store is full, or the emulator has a bug: the execution cannot continue. */
  #break(error: unknown): void {
    this.#inputs = [];
    const outcome: ExecutionOutcome = {
      status: 'FAILED',
      error: 'States.Runtime',
      cause: this.#keeper.explain(error),
    };
    this.#keeper.broken(this, outcome, error);
    this.#report(outcome);
  }

  #next(): EngineInput | undefined {
    const input = this.#inputs.shift();
    if (input === undefined || input.type === 'Stop' || input.type === 'Start' || !this.#keeper.isDeleting(this)) return input;
    return { type: 'Stop', time: input.time };
  }

  #keep(input: EngineInput, turn: Turn, batch: Batch): void {
    this.#keeper.keep(this, input, turn);
    for (const command of turn.commands) batch.commands.push(command);
    batch.outcome = turn.outcome ?? batch.outcome;
  }

  #finish({ commands, outcome }: Batch): void {
    for (const command of commands) this.#keeper.carryOut(this, command);
    if (outcome === undefined) return;
    this.#inputs = this.#inputs.filter(({ type }) => type === 'Redrive');
    this.#keeper.ended(this, outcome);
    this.#report(outcome);
  }

  #report(outcome: ExecutionOutcome): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve(outcome);
  }
}

/** Results of the inputs of one transaction. */
class Batch {
  readonly commands: Command[] = [];
  outcome: ExecutionOutcome | undefined;
  pending: [EngineInput, Promise<Turn>] | undefined;
}
