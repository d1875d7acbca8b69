export type { JsonataCatcher, JsonPathCatcher } from './language/catch.ts';
export {
  type ChoiceState,
  type ComparisonOperators,
  choice,
  type JsonataChoiceRule,
  type JsonataChoiceState,
  type JsonPathChoiceRule,
  type JsonPathChoiceState,
  type JsonPathCondition,
} from './language/choice.ts';
export { type ErrorName, PredefinedErrorName } from './language/error-name.ts';
export { type FailState, fail, type JsonataFailState, type JsonPathFailState } from './language/fail.ts';
export type { JsonArray, JsonObject, JsonValue } from './language/json.ts';
export type { JsonPath, PayloadTemplate, ReferencePath } from './language/json-path.ts';
export {
  isJsonata,
  type JsonataExpression,
  type JsonataTemplate,
  jsonata,
  type OrJsonata,
  type Templated,
} from './language/jsonata.ts';
export {
  type ItemBatcher,
  type ItemProcessor,
  type ItemReader,
  type JsonataMapState,
  type JsonPathMapState,
  type MapState,
  mapState,
  type ProcessorConfig,
  type ReaderConfig,
  type ResultWriter,
} from './language/map.ts';
export {
  type JsonataParallelState,
  type JsonPathParallelState,
  type ParallelState,
  parallel,
  type SubMachine,
} from './language/parallel.ts';
export { type JsonataPassState, type JsonPathPassState, type PassState, pass } from './language/pass.ts';
export { QueryLanguage } from './language/query-language.ts';
export { JitterStrategy, type Retrier } from './language/retry.ts';
export type { JsonataData, JsonPathData, JsonPathResult, Transition } from './language/state.ts';
export { type State, type StateMachineDefinition, type States, stateMachine } from './language/state-machine.ts';
export { type JsonataSucceedState, type JsonPathSucceedState, type SucceedState, succeed } from './language/succeed.ts';
export { type JsonataTaskState, type JsonPathTaskState, type TaskState, task } from './language/task.ts';
export { type JsonataWaitState, type JsonPathWaitState, type WaitState, wait } from './language/wait.ts';
