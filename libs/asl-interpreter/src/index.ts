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
export { ENGINE_VERSION } from './engine-version.ts';
export { createExecution } from './execution/execution.ts';
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
export { decodeItems } from './item-reader/decode-items.ts';
export type { Json, JsonArray, JsonObject } from './json.ts';
export { definitionSyntax, validateDefinition } from './program/definition-syntax.ts';
export { InvalidDefinitionError } from './program/invalid-definition-error.ts';
export { parseStateMachine } from './program/parse-state-machine.ts';
export { mocksOfConfig } from './run/mock-config.ts';
export {
  type ExecutionRun,
  type RunOptions,
  runExecution,
  type TaskCall,
  type TaskFunction,
  type TaskMock,
} from './run/run-execution.ts';
export {
  type CoverageCount,
  type CoverageData,
  type CoverageReport,
  StateMachineCoverage,
} from './run/state-machine-coverage.ts';
export { fail, neverAnswer, succeed, type TaskOutcome, type TaskTiming } from './run/task-outcome.ts';
export {
  type StateInspectionData,
  type StateTest,
  StateTestRefusedError,
  type StateTestResult,
  type StateTestSurroundings,
} from './test-state/state-test.ts';
export { testState } from './test-state/test-state.ts';
