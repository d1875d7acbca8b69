export type { InputIssue, PipelineInput, PipelineOutput, Verdict } from '@stepmaker/asl/pipeline';
export type { DeploymentInput, DeploymentOutput, DeploymentTag } from '@stepmaker/asl/pipeline/deployment';
export { type ClassifiedError, classifyError, type ErrorKind } from './classify-error.ts';
export type { AwsClient, AwsClients, ClientOptions, Credentials } from './core/client-options.ts';
export { nearest } from './core/nearest.ts';
export { type DeploymentDescription, DeploymentExecution } from './deployment/deployment-execution.ts';
export type { AutoscalingOptions } from './endpoint/autoscaling.ts';
export type { PredictContentType } from './endpoint/body-format.ts';
export {
  EndpointClient,
  type EndpointClientOptions,
  type PredictionOptions,
  type PredictManyOptions,
  type PredictOptions,
} from './endpoint/endpoint-client.ts';
export type { EndpointDescription, EndpointStatus, EndpointVariant } from './endpoint/endpoint-description.ts';
export type { Instance } from './endpoint/instance.ts';
export type { InvokeBodyOptions, InvokeOptions, InvokeResponse, InvokeStreamResponse } from './endpoint/invoke.ts';
export type { ManyOptions } from './endpoint/predict-batches.ts';
export type { RetryOptions } from './endpoint/retry.ts';
export {
  ExecutionAbortedError,
  ExecutionFailedError,
  type ExecutionFailure,
  ExecutionTimedOutError,
  type FailureDetails,
  type InvalidInputIssue,
  InvalidPipelineInputError,
  QualityGateFailedError,
} from './errors.ts';
export type { ExecutionArtifacts } from './execution/artifacts.ts';
export type { ExecutionStep, StepJob } from './execution/execution-step.ts';
export { verdictIn } from './execution/outcome.ts';
export type {
  ExecutionEnded,
  ExecutionRedriven,
  ExecutionStarted,
  JobLogLine,
  JobMetric,
  JobStatusChanged,
  JobSubmitted,
  PipelineEvent,
  SageMakerJob,
  StateEntered,
  StateExited,
  TaskFailed,
} from './execution/pipeline-event.ts';
export {
  type CallOptions,
  type EventOptions,
  type ExecutionDescription,
  type ExecutionStatus,
  type LogOptions,
  PipelineExecution,
  type WaitOptions,
} from './execution/pipeline-execution.ts';
export { explainError } from './explain-error.ts';
export {
  type ExecutionSummary,
  type ListOptions,
  type ModelDeployment,
  PipelineClient,
  type PipelineClientOptions,
  type PipelineDescription,
  type StartOptions,
} from './pipeline-client.ts';
export { type InstanceQuota, instanceQuotas, type QuotaPage } from './quotas/instance-quotas.ts';
export { quotaRequest, quotaRequestFor } from './quotas/quota-request.ts';
