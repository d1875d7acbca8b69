import type { InputIssue, Verdict } from '@stepmaker/asl/pipeline';

/** What is known of an execution that did not succeed. */
export interface ExecutionFailure {
  readonly executionArn: string;
  /** The error name, e.g. `States.TaskFailed` or `QualityGateFailed`. */
  readonly error: string;
  /** Why, in plain words. */
  readonly failureCause: string;
  /** The state that failed first; undefined when no state did. */
  readonly stateName?: string;
}

/** An execution ended in status `FAILED`. */
export class ExecutionFailedError extends Error implements ExecutionFailure {
  override readonly name: 'ExecutionFailedError' | 'QualityGateFailedError' = 'ExecutionFailedError';
  readonly executionArn: string;
  readonly error: string;
  readonly failureCause: string;
  readonly stateName?: string;

  constructor({ executionArn, error, failureCause, stateName }: ExecutionFailure) {
    super(`${error}${stateName === undefined ? '' : ` in state ${stateName}`}: ${failureCause}`);
    this.executionArn = executionArn;
    this.error = error;
    this.failureCause = failureCause;
    if (stateName !== undefined) this.stateName = stateName;
  }
}

/** The model was trained and judged, and the quality gate rejected it. The endpoint that was serving before goes on serving. */
export class QualityGateFailedError extends ExecutionFailedError {
  override readonly name = 'QualityGateFailedError';
  readonly metric: string;
  readonly value: number;
  readonly threshold: number;
  readonly verdict: Verdict;

  constructor(failure: ExecutionFailure, verdict: Verdict) {
    super(failure);
    this.metric = verdict.Metric;
    this.value = verdict.Value;
    this.threshold = verdict.Threshold;
    this.verdict = verdict;
  }
}

/** An execution ended in status `TIMED_OUT`. */
export class ExecutionTimedOutError extends Error {
  override readonly name = 'ExecutionTimedOutError';
  readonly executionArn: string;

  constructor(executionArn: string) {
    super(`The execution ran longer than its state machine allows: ${executionArn}`);
    this.executionArn = executionArn;
  }
}

/** An execution was stopped: status `ABORTED`. */
export class ExecutionAbortedError extends Error {
  override readonly name = 'ExecutionAbortedError';
  readonly executionArn: string;

  constructor(executionArn: string, reason?: string) {
    super(`The execution was stopped${reason ? ` (${reason})` : ''}: ${executionArn}`);
    this.executionArn = executionArn;
  }
}

/** An input was refused before any call was made. */
export class InvalidPipelineInputError extends Error {
  override readonly name = 'InvalidPipelineInputError';
  readonly issues: readonly InputIssue[];

  constructor(issues: readonly InputIssue[]) {
    super(issues.map(({ path, message }) => `${path}: ${message}`).join('; '));
    this.issues = issues;
  }
}
