import type { Command } from '../contract/command.ts';
import type { ExecutionInit } from '../contract/execution-init.ts';
import type { HistoryRecorder } from '../history/history-recorder.ts';
import type { Json, JsonObject } from '../json.ts';
import type { MaybePromise } from '../maybe-promise.ts';
import type { RandomSource } from '../random/random-source.ts';
import type { StateFailure } from '../state-failure.ts';
import type { Frame } from './frame.ts';
import type { MapRun } from './map-run.ts';
import type { PendingWork } from './pending-work.ts';
import type { StateInspection } from './state-inspection.ts';

/** Operations of an execution for the code of states. */
export interface Runner {
  readonly init: ExecutionInit;
  readonly history: HistoryRecorder;
  readonly random: RandomSource;
  /** The time of this turn, epoch milliseconds. */
  readonly now: number;
  /** Where TestState records the data between the steps of a state. */
  readonly inspection: StateInspection | undefined;

  /** Reports that a part of the definition was used, by its JSON pointer. */
  covered(pointer: string): void;
  /** Asks something of the host. */
  command(command: Command): void;
  /** Requests without an answer. */
  readonly pending: PendingWork;
  /** Lets inputs for a Map run find its frame. */
  expectMapRun(run: MapRun, frame: Frame): void;

  /** The context object as the frame's state sees it. */
  context(frame: Frame): JsonObject;
  /** JSONata's own functions that ask for time or chance, and those that Step Functions adds. */
  functions(): Readonly<Record<string, unknown>>;

  /** Lets a frame enter its next state, after those that are waiting already. */
  proceed(frame: Frame): void;
  /** Leaves the frame's state with this output and these newly assigned variables; `next` is where to. */
  exit(frame: Frame, output: Json, assigned: JsonObject | undefined, next: string | undefined): void;
  /** The frame's state has failed: it is retried, caught, or takes the frame with it. */
  fail(frame: Frame, failure: StateFailure): MaybePromise<void>;
  /** Does something for a frame, whose state fails if that throws a StateFailure. */
  attempt(frame: Frame, action: () => MaybePromise<void>): MaybePromise<void>;
  /** Ends a frame and all that works for it. */
  abort(frame: Frame): void;
}

/** Purpose of a timer. */
export type TimerPurpose = 'wait' | 'retry' | 'task-timeout' | 'task-heartbeat' | 'execution-timeout';
