export { catalog } from './integrations/catalog.ts';
export { type CreateEndpointArguments, createEndpoint } from './integrations/create-endpoint.ts';
export { type CreateEndpointConfigArguments, createEndpointConfig } from './integrations/create-endpoint-config.ts';
export { type CreateModelArguments, createModel } from './integrations/create-model.ts';
export { type CreateProcessingJobArguments, createProcessingJob } from './integrations/create-processing-job.ts';
export { type CreateTrainingJobArguments, createTrainingJob } from './integrations/create-training-job.ts';
export { type DeleteEndpointArguments, deleteEndpoint } from './integrations/delete-endpoint.ts';
export { type DeleteEndpointConfigArguments, deleteEndpointConfig } from './integrations/delete-endpoint-config.ts';
export { type DeleteModelArguments, deleteModel } from './integrations/delete-model.ts';
export { type DescribeEndpointArguments, describeEndpoint } from './integrations/describe-endpoint.ts';
export {
  defineIntegration,
  type Integration,
  IntegrationPattern,
  type IntegrationResource,
  integrationTask,
} from './integrations/integration.ts';
export { type InvokeEndpointArguments, invokeEndpoint } from './integrations/invoke-endpoint.ts';
export { type LambdaInvokeArguments, lambdaInvoke } from './integrations/lambda-invoke.ts';
export { type ListEndpointsArguments, listEndpoints } from './integrations/list-endpoints.ts';
export type { Permission, PermissionResource } from './integrations/permission.ts';
export { requiredPermissions } from './integrations/required-permissions.ts';
export { type S3GetObjectArguments, s3GetObject } from './integrations/s3-get-object.ts';
export type {
  Channel,
  ContainerDefinition,
  MetricDefinition,
  ProcessingInput,
  ProcessingOutput,
  ProductionVariant,
  Tag,
} from './integrations/sagemaker-shapes.ts';
export { type SnsPublishArguments, snsPublish } from './integrations/sns-publish.ts';
export { type StartExecutionArguments, startExecution } from './integrations/start-execution.ts';
export { type UpdateEndpointArguments, updateEndpoint } from './integrations/update-endpoint.ts';
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
export type { DefinitionSyntax, JsonataReading } from './validate/definition-syntax.ts';
export { type Diagnostic, type DiagnosticCode, invalidDefinitionMessage } from './validate/diagnostic.ts';
export { type JsonFault, jsonFault } from './validate/json-fault.ts';
export { type ValidateOptions, validateStateMachine } from './validate/validate-state-machine.ts';
export { type VariableReferences, variableReferences } from './validate/variable-references.ts';
