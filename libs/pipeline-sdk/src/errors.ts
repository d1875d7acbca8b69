import type { InputIssue, Verdict } from '@stepmaker/asl/pipeline';

/** Context of an error. */
export interface FailureDetails {
  readonly executionArn: string;
  /** The state that failed first, or that was running at the end; undefined when there was none. */
  readonly stateName?: string;
  /** The SageMaker job of that state. */
  readonly job?: { readonly jobType: 'ProcessingJob' | 'TrainingJob'; readonly jobName: string };
  /** Why the job failed, in SageMaker's words. */
  readonly failureReason?: string;
  /** The last lines that the job wrote, oldest first; empty when there are none or they could not be read. */
  readonly logLines?: readonly string[];
  /** The execution's page in the AWS console; undefined on the embedded AWS. */
  readonly consoleUrl?: string;
}

/** Facts about an execution that did not succeed. */
export interface ExecutionFailure extends FailureDetails {
  /** The error name, e.g. `TrainingFailed` or `States.TaskFailed`. */
  readonly error: string;
  /** Why, in plain words. */
  readonly failureCause: string;
}

/** Common fields of the errors of executions. Match them by `name`, which is safe across two copies of the package. */
abstract class ExecutionError extends Error implements FailureDetails {
  readonly executionArn: string;
  declare readonly stateName?: string;
  declare readonly job?: NonNullable<FailureDetails['job']>;
  declare readonly failureReason?: string;
  readonly logLines: readonly string[];
  declare readonly consoleUrl?: string;

  constructor(what: string, details: FailureDetails) {
    super([what, ...detailLines(details)].join('\n'));
    const { executionArn, stateName, job, failureReason, logLines = [], consoleUrl } = details;
    this.executionArn = executionArn;
    this.logLines = logLines;
    if (stateName !== undefined) this.stateName = stateName;
    if (job !== undefined) this.job = job;
    if (failureReason !== undefined) this.failureReason = failureReason;
    if (consoleUrl !== undefined) this.consoleUrl = consoleUrl;
  }
}

/**
 * An execution ended in status `FAILED`.
 *
 * @public
 */
export class ExecutionFailedError extends ExecutionError implements ExecutionFailure {
  override readonly name: 'ExecutionFailedError' | 'QualityGateFailedError' = 'ExecutionFailedError';
  readonly error: string;
  readonly failureCause: string;

  constructor(failure: ExecutionFailure) {
    const { error, failureCause, stateName } = failure;
    super(`${error}${stateName === undefined ? '' : ` in state ${stateName}`}: ${failureCause}`, failure);
    this.error = error;
    this.failureCause = failureCause;
  }
}

/**
 * The model was trained and judged, and the quality gate rejected it. The endpoint still serves the model that it served before.
 *
 * @public
 */
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

/**
 * An execution ended in status `TIMED_OUT`: it ran longer than its state machine allows.
 *
 * @public
 */
export class ExecutionTimedOutError extends ExecutionError {
  override readonly name = 'ExecutionTimedOutError';

  constructor(details: FailureDetails) {
    super(`The execution ran longer than its state machine allows${where(details)}: ${details.executionArn}`, details);
  }
}

/**
 * An execution was stopped: status `ABORTED`.
 *
 * @public
 */
export class ExecutionAbortedError extends ExecutionError {
  override readonly name = 'ExecutionAbortedError';
  /** Why, as whoever stopped it said. */
  declare readonly reason?: string;

  constructor(details: FailureDetails, reason?: string) {
    super(`The execution was stopped${where(details)}${reason ? ` (${reason})` : ''}: ${details.executionArn}`, details);
    if (reason !== undefined) this.reason = reason;
  }
}

/** A problem of an input, with its place and the likely intention. */
export interface InvalidInputIssue extends InputIssue {
  /** The member that was most likely meant. */
  readonly suggestion?: string;
}

/**
 * An input was refused before any call was made.
 *
 * @public
 */
export class InvalidPipelineInputError extends Error {
  override readonly name = 'InvalidPipelineInputError';
  readonly issues: readonly InvalidInputIssue[];

  constructor(issues: readonly InvalidInputIssue[]) {
    super(
      issues
        .map(({ path, message, suggestion }) => `${path}: ${message}${suggestion ? `; did you mean ${suggestion}?` : ''}`)
        .join('; '),
    );
    this.issues = issues;
  }
}

/** Log lines in a message: enough to see why, few enough to read. */
const SHOWN_LOG_LINES = 10;

function detailLines({ job, failureReason, logLines = [], consoleUrl }: FailureDetails): string[] {
  return [
    ...(job ? [`  ${job.jobType} ${job.jobName}${failureReason ? `: ${failureReason}` : ''}`] : []),
    ...logLines.slice(-SHOWN_LOG_LINES).map((line) => `  │ ${line}`),
    ...(consoleUrl ? [`  ${consoleUrl}`] : []),
  ];
}

function where({ stateName }: FailureDetails): string {
  return stateName === undefined ? '' : ` while in state ${stateName}`;
}
