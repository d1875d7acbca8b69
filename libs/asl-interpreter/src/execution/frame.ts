import type { Json } from '../json.ts';
import type { DistributedMap, MachineNode, MapNode, ParallelNode, StateNode, TaskNode } from '../program/state-node.ts';
import { textOf } from '../states/data-limit.ts';
import type { MapRun } from './map-run.ts';

/** A line of execution through one set of states: the execution itself, a branch of a Parallel, an iteration of a Map. */
export class Frame {
  readonly machine: MachineNode;
  /** Frame whose state it works for; `undefined` for the execution itself. */
  readonly owner: Frame | undefined;
  /** Index of the branch or iteration of its owner. */
  readonly index: number;
  /** Value of `$$.Map.Item` in here. */
  readonly mapItem: Json | undefined;
  variables: Readonly<Record<string, Json>>;
  /** Length of each variable in characters of JSON. */
  variableSizes: Readonly<Record<string, number>>;

  /** The state to enter next. */
  nextState: string;
  /** The state that it is in. */
  state: StateNode | undefined;
  /** The raw input of that state (or of the one to enter next), and its text. */
  input: Json;
  inputText: string;
  /** The text of another value that was just needed: often needed once more. */
  #knownValue: Json | undefined;
  #knownText = '';

  /** The event that the next one of this line follows. */
  last: number;
  /** The event that led to the work being done now. */
  trigger: number;
  enteredEventId = 0;
  enteredAt = 0;
  retryCount = 0;
  /** Number of uses of each Retrier of the state. */
  retrierCounts: number[] | undefined;
  taskToken: string | undefined;
  activity: Activity | undefined;
  /** The branches, iterations or children that a failure cut short: where a redrive continues. */
  suspended: ParallelActivity | MapActivity | DistributedActivity | undefined;
  /** A redrive has it do its state once more, instead of entering the next one. */
  again = false;
  /** Its last state has been left, and its owner does not know it yet. */
  completed = false;
  /** Whether it has ended: it failed, or is no longer waited for. */
  ended = false;

  constructor(
    machine: MachineNode,
    start: {
      readonly input: Json;
      readonly inputText: string;
      readonly variables: Readonly<Record<string, Json>>;
      readonly last: number;
    },
    owner?: Frame,
    index = 0,
    mapItem: Json | undefined = owner?.mapItem,
  ) {
    this.machine = machine;
    this.owner = owner;
    this.index = index;
    this.mapItem = mapItem;
    this.variables = start.variables;
    this.variableSizes = owner?.variableSizes ?? {};
    this.nextState = machine.startAt;
    this.input = start.input;
    this.inputText = start.inputText;
    this.last = start.last;
    this.trigger = start.last;
  }

  /** The JSON text of a value of this state. */
  textOf(value: Json): string {
    if (value === this.input) return this.inputText;
    if (value !== this.#knownValue || this.#knownText === '') {
      this.#knownText = textOf(value);
      this.#knownValue = value;
    }
    return this.#knownText;
  }
}

/** Work that a line of execution waits for. */
export type Activity = TaskActivity | TimerActivity | ParallelActivity | MapActivity | DistributedActivity;

/** A task that has been scheduled. */
export interface TaskActivity {
  readonly kind: 'task';
  readonly node: TaskNode;
  readonly taskId: string;
  started: boolean;
  timeoutTimer: string | undefined;
  heartbeatTimer: string | undefined;
  readonly heartbeatMillis: number;
  lastBeat: number;
}

/** A Wait state's time, or the pause before a retry. */
export interface TimerActivity {
  readonly kind: 'wait' | 'retry';
  readonly timerId: string;
}

/** The branches of a Parallel state. */
export interface ParallelActivity {
  readonly kind: 'parallel';
  readonly node: ParallelNode;
  readonly children: Frame[];
  readonly outputs: Json[];
  remaining: number;
}

/** The iterations of an inline Map state. */
export interface MapActivity {
  readonly kind: 'map';
  readonly node: MapNode;
  readonly items: readonly Json[];
  /** Value of `$` in the ItemSelector. */
  readonly selectorInput: Json;
  readonly outputs: Json[];
  readonly running: Set<Frame>;
  /** Iterations that have failed or were cut short: a redrive continues with them. */
  readonly failed: Frame[];
  readonly limit: number;
  next: number;
  done: number;
}

/** The run of a distributed Map state. */
export interface DistributedActivity {
  readonly kind: 'map-run';
  readonly node: MapNode;
  readonly distributed: DistributedMap;
  readonly run: MapRun;
}
