import type { Json } from '../json.ts';

/**
 * Something that happened to an execution. The host journals it, then delivers it; each has the time at which it happened.
 * An input for a task, timer, child or map run that has ended by then is ignored, so late inputs do no harm.
 *
 * @public
 */
export type EngineInput = StartInput | TickInput | TimerFiredInput | TaskInput | MapRunInput | StopInput | RedriveInput;

/** The moment at which an input happened; the engine's clock for the whole turn. Must not run backwards. @public */
export interface Timed {
  /** Epoch milliseconds. */
  readonly time: number;
}

/** The first input of every execution. @public */
export interface StartInput extends Timed {
  readonly type: 'Start';
}

/** Answers a {@link TickCommand}: continue. @public */
export interface TickInput extends Timed {
  readonly type: 'Tick';
}

/** Answers a {@link StartTimerCommand}, at its time or later. @public */
export interface TimerFiredInput extends Timed {
  readonly type: 'TimerFired';
  readonly timerId: string;
}

/** Something that happened to a scheduled task, named by the command's `taskId`. @public */
export type TaskInput = Timed & { readonly taskId: string } & (
    | {
        /**
         * The integration (or a worker, for an activity) has taken the task. May be left out: a result that comes without it writes
         * the `…Started` event first.
         */
        readonly type: 'TaskStarted';
        /** Activities alone: who took it. */
        readonly workerName?: string;
      }
    | {
        /** `RUN_JOB` and `WAIT_FOR_TASK_TOKEN` alone: the request has been accepted; the end is to come. */
        readonly type: 'TaskSubmitted';
        /** Output of the API call, in the shape that Step Functions shows. */
        readonly output: Json;
      }
    | {
        /** The task's result: of the call, of the job, or of SendTaskSuccess. */
        readonly type: 'TaskSucceeded';
        readonly output: Json;
      }
    | {
        /**
         * The task has failed: the call was refused, the job failed, or SendTaskFailure. `stage` says which event is written:
         * `TaskFailed` (or `LambdaFunctionFailed`, `ActivityFailed`), `TaskStartFailed`, `TaskSubmitFailed`, or
         * `LambdaFunctionScheduleFailed`/`ActivityScheduleFailed`. @default stage 'run'
         */
        readonly type: 'TaskFailed';
        readonly error?: string;
        readonly cause?: string;
        readonly stage?: 'schedule' | 'start' | 'submit' | 'run';
      }
    | {
        /** The host says that the task ran out of time. The state's own TimeoutSeconds and HeartbeatSeconds are the engine's timers. */
        readonly type: 'TaskTimedOut';
        readonly error?: string;
        readonly cause?: string;
      }
    | {
        /** SendTaskHeartbeat. Need not be journaled by a host that may lose the last beat. */
        readonly type: 'TaskHeartbeat';
      }
  );

/** Something that happened to a distributed Map's run, named by the commands' `mapRunId`. @public */
export type MapRunInput = Timed & { readonly mapRunId: string } & (
    | {
        /** Answers {@link ReadItemsCommand}: the items, read and decoded (see `decodeItems`). */
        readonly type: 'ItemsRead';
        readonly items: readonly Json[];
      }
    | {
        /** Answers {@link ReadItemsCommand}: it failed. */
        readonly type: 'ItemsReadFailed';
        /** @default 'States.ItemReaderFailed' */
        readonly error?: string;
        readonly cause?: string;
      }
    | {
        /** Answers {@link StartChildExecutionCommand}: the child has ended. */
        readonly type: 'ChildEnded';
        readonly childId: string;
        readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
        readonly output?: Json;
        readonly error?: string;
        readonly cause?: string;
      }
    | {
        /** Answers {@link WriteResultsCommand}: written. `output` is what the Map state gives: `{ MapRunArn, ResultWriterDetails }`. */
        readonly type: 'ResultsWritten';
        readonly output: Json;
      }
    | {
        /** Answers {@link WriteResultsCommand}: it failed. */
        readonly type: 'ResultsWriteFailed';
        /** @default 'States.ResultWriterFailed' */
        readonly error?: string;
        readonly cause?: string;
      }
    | {
        /** The API's UpdateMapRun. */
        readonly type: 'MapRunUpdated';
        readonly maxConcurrency?: number;
        readonly toleratedFailureCount?: number;
        readonly toleratedFailurePercentage?: number;
      }
  );

/** StopExecution. @public */
export interface StopInput extends Timed {
  readonly type: 'Stop';
  readonly error?: string;
  readonly cause?: string;
}

/** RedriveExecution, for an execution that has failed, timed out or was stopped. Ignored in any other. @public */
export interface RedriveInput extends Timed {
  readonly type: 'Redrive';
}
