import type { Json } from '@stepmaker/asl-interpreter';

/** Status of an execution. */
export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** Settings of an execution besides its state machine and input. */
export interface ExecutionDetails {
  /** Seed of the random numbers, ids and task tokens of the execution. */
  readonly seed: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly versionArn?: string;
  readonly aliasArn?: string;
  readonly traceHeader?: string;
  /** Client tokens of redrives and the dates they were answered with. */
  readonly redriveTokens?: Readonly<Record<string, number>>;
  /** Parent, when a Distributed Map started it. */
  readonly child?: ChildDetails;
}

/** Parent of a child execution of a Distributed Map. */
export interface ChildDetails {
  /** Row of the parent execution. */
  readonly parent: number;
  readonly mapRunId: string;
  readonly childId: string;
  /** The way to the program: pointers to item processors, from the machine's definition inwards. */
  readonly processors: readonly string[];
  /** Redrive of the parent that started it, or started it again. */
  readonly parentRedrives: number;
  readonly itemCount: number;
  readonly context: Readonly<Record<string, Json>>;
  readonly variables: Readonly<Record<string, Json>>;
}

/** An execution as the store keeps it. */
export interface Execution {
  /** Row of the execution. */
  readonly id: number;
  readonly arn: string;
  /** `…:stateMachine:name`, or `…:stateMachine:name/label` for a child of a Distributed Map. */
  readonly machineArn: string;
  /** Row of the revision that it runs. */
  readonly revision: number;
  readonly name: string;
  readonly status: ExecutionStatus;
  /** Epoch milliseconds. */
  readonly startDate: number;
  /** Epoch milliseconds. */
  readonly stopDate?: number;
  /** The text of the input as it was given. */
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly details: ExecutionDetails;
  readonly redriveCount: number;
  /** Epoch milliseconds. */
  readonly redriveDate?: number;
  readonly mapRunArn?: string;
  /** Version of the engine that started it. Absent for Express executions in memory and in data of version 1. */
  readonly engine?: string;
}
