export type {
  CancelTaskCommand,
  CancelTimerCommand,
  ChildResult,
  Command,
  EndMapRunCommand,
  ReadItemsCommand,
  ScheduleTaskCommand,
  StartChildExecutionCommand,
  StartMapRunCommand,
  StartTimerCommand,
  StopChildExecutionCommand,
  TickCommand,
  WriteResultsCommand,
} from './contract/command.ts';
export type {
  EngineInput,
  MapRunInput,
  RedriveInput,
  StartInput,
  StopInput,
  TaskInput,
  TickInput,
  Timed,
  TimerFiredInput,
} from './contract/engine-input.ts';
export type { ExecutionInit } from './contract/execution-init.ts';
export type { Program } from './contract/program.ts';
export type { ExecutionEngine, ExecutionOutcome, MapRunCounts, MapRunDescription, Turn } from './contract/turn.ts';
export type {
  ActivityScheduledEventDetails,
  ErrorEventDetails,
  EvaluationFailedEventDetails,
  ExecutionStartedEventDetails,
  HistoryEvent,
  HistoryEventType,
  LambdaFunctionScheduledEventDetails,
  MapIterationEventDetails,
  OutputEventDetails,
  StateEnteredEventDetails,
  StateExitedEventDetails,
  TaskErrorEventDetails,
  TaskEventDetails,
  TaskOutputEventDetails,
  TaskScheduledEventDetails,
} from './history/history-event.ts';
export type { Json, JsonArray, JsonObject } from './json.ts';
