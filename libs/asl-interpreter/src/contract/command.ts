import type { Json } from '../json.ts';

/**
 * Something the engine asks of its host. The host journals the turn first, then carries its commands out, in order.
 * After a restart it replays the journal: commands whose answer is not in the journal are still open.
 *
 * @public
 */
export type Command =
  | ScheduleTaskCommand
  | CancelTaskCommand
  | StartTimerCommand
  | CancelTimerCommand
  | TickCommand
  | StartMapRunCommand
  | ReadItemsCommand
  | StartChildExecutionCommand
  | StopChildExecutionCommand
  | WriteResultsCommand
  | EndMapRunCommand;

/** Run a task; answer with `TaskInput`s. @public */
export interface ScheduleTaskCommand {
  readonly type: 'ScheduleTask';
  /** Names this attempt within the execution: each retry is a separate task. */
  readonly taskId: string;
  /** `lambda`: a Lambda function by its own ARN. `activity`: an activity by its ARN. `service`: `arn:aws:states:::…`. */
  readonly kind: 'lambda' | 'activity' | 'service';
  /** The Resource of the state, as written. */
  readonly resource: string;
  /** The integration's service, as in the history: `lambda`, `sagemaker`, `aws-sdk:s3`; `lambda`/`activity` for those kinds. */
  readonly resourceType: string;
  /** The integration's action without its pattern: `invoke`, `createTrainingJob`. The ARN's last part for `lambda` and `activity`. */
  readonly action: string;
  /** Request Response ends with the call's answer; `.sync` and `.sync:2` with the job's end; `.waitForTaskToken` with the token's return. */
  readonly pattern: 'REQUEST_RESPONSE' | 'RUN_JOB' | 'WAIT_FOR_TASK_TOKEN';
  /** 2 for `.sync:2`: results are JSON instead of texts of JSON. */
  readonly version: 1 | 2;
  /** Value that the state passes on: its Parameters, Arguments or input. */
  readonly parameters: Json;
  /** The text of `parameters`. */
  readonly parametersText: string;
  /** The role that the task is to run as, by the state's Credentials. */
  readonly credentialsRoleArn?: string;
  /** Given with `WAIT_FOR_TASK_TOKEN` and `activity`: what SendTaskSuccess and the like will name. `$$.Task.Token` is the same. */
  readonly taskToken?: string;
  /** For activities and hosts that pass it on; the engine minds the time itself. */
  readonly timeoutSeconds?: number;
  /** For activities and hosts that pass it on; the engine minds the time itself. */
  readonly heartbeatSeconds?: number;
  readonly stateName: string;
  /** 0 for the first attempt. */
  readonly retryCount: number;
  /** The event that scheduled it. */
  readonly eventId: number;
}

/** No one waits for this task any more: stop its job if the integration does so (`.sync`), forget its token. @public */
export interface CancelTaskCommand {
  readonly type: 'CancelTask';
  readonly taskId: string;
}

/** Deliver `TimerFired` at this time. @public */
export interface StartTimerCommand {
  readonly type: 'StartTimer';
  readonly timerId: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The timer is not needed any more. @public */
export interface CancelTimerCommand {
  readonly type: 'CancelTimer';
  readonly timerId: string;
}

/** There is more to do: deliver `Tick` soon, after others had their turn. @public */
export interface TickCommand {
  readonly type: 'Tick';
}

/** A Map run has begun: the output of DescribeMapRun and ListMapRuns. Needs no answer. @public */
export interface StartMapRunCommand {
  readonly type: 'StartMapRun';
  readonly mapRunId: string;
  readonly mapRunArn: string;
  readonly stateName: string;
  /** The Map state's Label, or one that was made up. */
  readonly label: string;
  readonly executionType: 'STANDARD' | 'EXPRESS';
  /** 0 = no limit. */
  readonly maxConcurrency: number;
  readonly toleratedFailureCount: number;
  readonly toleratedFailurePercentage: number;
  /** Number of items to process; `undefined` before an ItemReader has read them. */
  readonly itemCount?: number;
}

/** Read a distributed Map's items with its ItemReader; answer `ItemsRead` or `ItemsReadFailed`. @public */
export interface ReadItemsCommand {
  readonly type: 'ReadItems';
  readonly mapRunId: string;
  /** `arn:aws:states:::s3:getObject` or `arn:aws:states:::s3:listObjectsV2` */
  readonly resource: string;
  /** `{ Bucket, Key }` or `{ Bucket, Prefix }`, evaluated. */
  readonly parameters: Json;
  /** `{ InputType, CSVHeaderLocation, CSVHeaders, CSVDelimiter, MaxItems, … }`, evaluated. */
  readonly readerConfig: Json;
}

/** Start one child execution of a distributed Map; answer `ChildEnded`. @public */
export interface StartChildExecutionCommand {
  readonly type: 'StartChildExecution';
  readonly mapRunId: string;
  readonly mapRunArn: string;
  readonly childId: string;
  /** The child's execution name. Its state machine is `<machine>/<label>`. */
  readonly name: string;
  readonly label: string;
  readonly executionType: 'STANDARD' | 'EXPRESS';
  readonly input: Json;
  /** Number of items that it processes: more than one with an ItemBatcher. */
  readonly itemCount: number;
  /** Value for the child's init. */
  readonly context: Readonly<Record<string, Json>>;
  /** Value for the child's init. */
  readonly variables: Readonly<Record<string, Json>>;
  /** Finds the child's program: `program.childProgram(processor)`. */
  readonly processor: string;
}

/** Stop a child; no one waits for its end. @public */
export interface StopChildExecutionCommand {
  readonly type: 'StopChildExecution';
  readonly mapRunId: string;
  readonly childId: string;
}

/** Write a distributed Map's results with its ResultWriter; answer `ResultsWritten` or `ResultsWriteFailed`. @public */
export interface WriteResultsCommand {
  readonly type: 'WriteResults';
  readonly mapRunId: string;
  readonly mapRunArn: string;
  /** `arn:aws:states:::s3:putObject` */
  readonly resource: string;
  /** `{ Bucket, Prefix }`, evaluated. */
  readonly parameters: Json;
  /** `{ Transformation, OutputType }` with AWS's defaults, evaluated. */
  readonly writerConfig: Json;
  readonly results: readonly ChildResult[];
}

/** End of a child of a distributed Map. @public */
export interface ChildResult {
  readonly childId: string;
  readonly name: string;
  readonly input: Json;
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly startDate?: number;
  readonly stopDate?: number;
}

/** A Map run has ended. Needs no answer. @public */
export interface EndMapRunCommand {
  readonly type: 'EndMapRun';
  readonly mapRunId: string;
  readonly status: 'SUCCEEDED' | 'FAILED' | 'ABORTED';
}
