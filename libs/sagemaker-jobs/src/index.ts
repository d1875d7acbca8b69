/** Runs SageMaker training jobs, processing jobs and model servers as local processes: no AWS account, no container engine, no server. */

export { ContainerTimeoutError } from './container/container-client.ts';
export { ContainerError } from './container/container-error.ts';
export type { ContainerRoot } from './container/container-root.ts';
export { findPython } from './container/local-python.ts';
export type { Entrypoint, JobCode, Script } from './jobs/job-code.ts';
export type { InvokeOptions, ModelResponse, ModelServer } from './jobs/model-server.ts';
export type { JobResult, RunOptions } from './jobs/run-options.ts';
export { type ProcessingJobOptions, type ProcessingJobResult, runProcessingJob } from './jobs/run-processing-job.ts';
export { runTrainingJob, type TrainingJobOptions, type TrainingJobResult } from './jobs/run-training-job.ts';
export { type ServeModelOptions, serveModel } from './jobs/serve-model.ts';
export type { ContainerEnd } from './process/container-end.ts';
