/** Something that happened in an execution, in the order in which it happened. */
export type PipelineEvent =
  | ExecutionStarted
  | StateEntered
  | StateExited
  | JobSubmitted
  | JobStatusChanged
  | JobMetric
  | JobLogLine
  | TaskFailed
  | ExecutionRedriven
  | ExecutionEnded;

interface InExecution {
  readonly timestamp: Date;
}

interface InState extends InExecution {
  readonly stateName: string;
}

interface OfJob extends InState {
  readonly job: SageMakerJob;
}

/** A SageMaker job that an execution started. */
export interface SageMakerJob {
  readonly jobType: 'ProcessingJob' | 'TrainingJob';
  readonly jobName: string;
}

/** The execution began: always the first event. */
export interface ExecutionStarted extends InExecution {
  readonly type: 'ExecutionStarted';
  readonly input: unknown;
}

/** A state began. */
export interface StateEntered extends InState {
  readonly type: 'StateEntered';
  /** `Task`, `Choice`, `Pass`, `Wait`, `Map`, `Parallel`, `Succeed` or `Fail`. */
  readonly stateType: string;
}

/** A state ended and gave `output`. */
export interface StateExited extends InState {
  readonly type: 'StateExited';
  readonly output: unknown;
  /** The variables that the state assigned, by name. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** SageMaker took a job; its log is in CloudWatch Logs. */
export interface JobSubmitted extends OfJob {
  readonly type: 'JobSubmitted';
}

/** A job is in another status than before. */
export interface JobStatusChanged extends OfJob {
  readonly type: 'JobStatusChanged';
  /** `InProgress`, `Completed`, `Failed`, `Stopping` or `Stopped`. */
  readonly status: string;
  /** Secondary status of a training job: `Starting`, `Downloading`, `Training`, `Uploading` and so on. */
  readonly secondaryStatus?: string;
  /** Why it failed, in SageMaker's words. */
  readonly failureReason?: string;
}

/** A metric of a training job, as its metric definitions found it in the log. */
export interface JobMetric extends OfJob {
  readonly type: 'JobMetric';
  readonly metricName: string;
  readonly value: number;
}

/** A line that a job wrote. */
export interface JobLogLine extends OfJob {
  readonly type: 'JobLogLine';
  readonly message: string;
}

/** A task failed; a retry, a catch or the end of the execution follows. */
export interface TaskFailed extends InState {
  readonly type: 'TaskFailed';
  readonly error: string;
  readonly cause: string;
}

/** A failed, stopped or timed-out execution was started again from the state that did not succeed. */
export interface ExecutionRedriven extends InExecution {
  readonly type: 'ExecutionRedriven';
  /** 1 for the first time. */
  readonly redriveCount: number;
}

/** The execution has ended: always the last event. */
export interface ExecutionEnded extends InExecution {
  readonly type: 'ExecutionEnded';
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}
