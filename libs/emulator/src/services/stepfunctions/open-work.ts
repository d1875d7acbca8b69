import type {
  Command,
  EngineInput,
  Json,
  ReadItemsCommand,
  ScheduleTaskCommand,
  StartChildExecutionCommand,
  StartTimerCommand,
  WriteResultsCommand,
} from '@stepmaker/asl-interpreter';

/** A task that was open when the server went down, and how far it was. */
export interface OpenTask {
  readonly command: ScheduleTaskCommand;
  /** True once `TaskStarted` is in the journal. */
  started: boolean;
  /** Output of the call, once it is in the journal. */
  submitted: Json | undefined;
}

/** Requests of an execution without an answer: gathered from a replay of its journal. */
export class OpenWork {
  readonly tasks: Map<string, OpenTask> = new Map();
  readonly timers: Map<string, StartTimerCommand> = new Map();
  readonly children: Map<string, StartChildExecutionCommand> = new Map();
  readonly reads: Map<string, ReadItemsCommand> = new Map();
  readonly writes: Map<string, WriteResultsCommand> = new Map();
  ticks = 0;

  /** The execution has ended: nothing is open any more. */
  clear(): void {
    for (const open of [this.tasks, this.timers, this.children, this.reads, this.writes]) open.clear();
    this.ticks = 0;
  }

  /** An input answers what was asked for before. */
  answer(input: EngineInput): void {
    switch (input.type) {
      case 'Tick':
        this.ticks = Math.max(0, this.ticks - 1);
        break;
      case 'TimerFired':
        this.timers.delete(input.timerId);
        break;
      case 'TaskStarted':
      case 'TaskSubmitted': {
        const task = this.tasks.get(input.taskId);
        if (task === undefined) break;
        task.started = true;
        if (input.type === 'TaskSubmitted') task.submitted = input.output;
        break;
      }
      case 'TaskSucceeded':
      case 'TaskFailed':
      case 'TaskTimedOut':
        this.tasks.delete(input.taskId);
        break;
      case 'ItemsRead':
      case 'ItemsReadFailed':
        this.reads.delete(input.mapRunId);
        break;
      case 'ResultsWritten':
      case 'ResultsWriteFailed':
        this.writes.delete(input.mapRunId);
        break;
      case 'ChildEnded':
        this.children.delete(`${input.mapRunId} ${input.childId}`);
        break;
      default:
        break;
    }
  }

  /** A command asks for more, or takes back what was asked for. */
  ask(command: Command): void {
    switch (command.type) {
      case 'ScheduleTask':
        this.tasks.set(command.taskId, { command, started: false, submitted: undefined });
        break;
      case 'CancelTask':
        this.tasks.delete(command.taskId);
        break;
      case 'StartTimer':
        this.timers.set(command.timerId, command);
        break;
      case 'CancelTimer':
        this.timers.delete(command.timerId);
        break;
      case 'Tick':
        this.ticks += 1;
        break;
      case 'ReadItems':
        this.reads.set(command.mapRunId, command);
        break;
      case 'WriteResults':
        this.writes.set(command.mapRunId, command);
        break;
      case 'StartChildExecution':
        this.children.set(`${command.mapRunId} ${command.childId}`, command);
        break;
      case 'StopChildExecution':
        this.children.delete(`${command.mapRunId} ${command.childId}`);
        break;
      default:
        break;
    }
  }
}
