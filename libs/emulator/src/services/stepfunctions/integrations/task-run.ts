import type { Json, ScheduleTaskCommand } from '@stepmaker/asl-interpreter';
import type { Caller } from '../../../core/caller.ts';
import type { Runtime } from '../../../core/runtime.ts';

/** One attempt of a Task state, as an integration sees it. */
export interface TaskRun {
  readonly runtime: Runtime;
  readonly task: ScheduleTaskCommand;
  readonly execution: {
    readonly arn: string;
    readonly name: string;
    readonly machineArn: string;
    readonly startDate: number;
    readonly region: string;
    readonly type: 'STANDARD' | 'EXPRESS';
  };
  /** The session of the role that the task runs as. */
  readonly caller: Caller;
  /** Aborted when no one waits for the task any more. */
  readonly signal: AbortSignal;
  /**
   * True where an earlier process of the server may have made this call already: what it created is taken over, where the integration
   * can find it.
   */
  readonly again: boolean;
  /** Output of the call, where an earlier process of the server has journaled it: the job is only to be waited for. */
  readonly submitted: Json | undefined;
  /** Reports that the request of a job has been accepted, with the output of the call. */
  submit(output: Json): void;
}

/** Why a task's signal was aborted: no one waits for its end, so its job is to be stopped. Any other reason leaves the job alone. */
export const STOPPED_WAITING: unique symbol = Symbol('the task is not waited for');

/** Runs a task to its end, or to the acceptance of a request whose end comes with a task token. @throws TaskFailure */
export type Integration = (run: TaskRun) => Promise<Json>;

/** A task that failed, with the error's name and cause as the state machine sees them. */
export class TaskFailure extends Error {
  override readonly name = 'TaskFailure';
  readonly error: string;
  readonly stage: 'schedule' | 'start' | 'submit' | 'run';

  constructor(error: string, cause: string, stage: 'schedule' | 'start' | 'submit' | 'run' = 'run') {
    super(cause);
    this.error = error;
    this.stage = stage;
  }
}
