export type { InputIssue, PipelineInput, PipelineOutput, Verdict } from '@stepmaker/asl/pipeline';
export type { AwsClients, ClientOptions } from './clients.ts';
export { EndpointClient, type EndpointClientOptions, type Instance, type PredictOptions } from './endpoint-client.ts';
export {
  ExecutionAbortedError,
  ExecutionFailedError,
  type ExecutionFailure,
  ExecutionTimedOutError,
  InvalidPipelineInputError,
  QualityGateFailedError,
} from './errors.ts';
export { type ExecutionSummary, PipelineClient, type PipelineClientOptions } from './pipeline-client.ts';
export type {
  ExecutionEnded,
  JobSubmitted,
  PipelineEvent,
  SageMakerJob,
  StateEntered,
  StateExited,
  TaskFailed,
} from './pipeline-event.ts';
export { PipelineExecution, verdictIn, type WaitOptions } from './pipeline-execution.ts';
