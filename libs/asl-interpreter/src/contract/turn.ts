import type { HistoryEvent } from '../history/history-event.ts';
import type { Json } from '../json.ts';
import type { Command } from './command.ts';
import type { EngineInput } from './engine-input.ts';

/** Result of one input. @public */
export interface Turn {
  /** Events that were written, in order. */
  readonly events: readonly HistoryEvent[];
  /** Commands for the host, in order. */
  readonly commands: readonly Command[];
  /** Outcome of an execution that ended in this turn. */
  readonly outcome?: ExecutionOutcome;
}

/** End of an execution. `error` and `cause` are absent where AWS gives none. @public */
export type ExecutionOutcome =
  | { readonly status: 'SUCCEEDED'; readonly output: Json; readonly outputText: string }
  | { readonly status: 'FAILED' | 'TIMED_OUT' | 'ABORTED'; readonly error?: string; readonly cause?: string };

/** Numbers of a Map run, as DescribeMapRun gives them. @public */
export interface MapRunCounts {
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly aborted: number;
  readonly total: number;
  readonly resultsWritten: number;
}

/** A Map run as it is now. @public */
export interface MapRunDescription {
  readonly mapRunId: string;
  readonly mapRunArn: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  readonly startDate: number;
  readonly stopDate?: number;
  readonly maxConcurrency: number;
  readonly toleratedFailureCount: number;
  readonly toleratedFailurePercentage: number;
  readonly itemCounts: MapRunCounts;
  readonly executionCounts: MapRunCounts;
}

/**
 * One execution: a deterministic machine that turns inputs into history events and commands. No clock, no randomness, no
 * I/O: the same program, init and sequence of inputs give the same sequence of turns, so a host that keeps the inputs can rebuild it.
 *
 * Inputs are delivered one at a time: where `deliver` gave a promise (a JSONata expression was met), the next input waits for it.
 *
 * @public
 */
export interface ExecutionEngine {
  /**
   * Takes one input. Synchronous unless JSONata's own evaluator was needed or branches are redriven. Never throws for what a definition
   * or an input does.
   */
  deliver(input: EngineInput): Turn | Promise<Turn>;
  /** `undefined` while it runs. */
  readonly outcome: ExecutionOutcome | undefined;
  /** A Map run as it is now; `undefined` for an unknown id. */
  mapRun(mapRunId: string): MapRunDescription | undefined;
}
