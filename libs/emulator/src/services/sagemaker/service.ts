import type { Runtime } from '../../core/runtime.ts';
import type { OperationHandler, Service } from '../../core/service.ts';
import type { ContainerRoot } from '../../jobs/container-root.ts';
import { JobHost } from '../../jobs/job-host.ts';
import type { EndpointConfigRecord } from './endpoint-config.ts';
import { Endpoints } from './endpoints.ts';
import type { ModelRecord } from './model.ts';
import { endpointConfigOperations } from './operations/endpoint-configs.ts';
import { endpointOperations } from './operations/endpoints.ts';
import { modelOperations } from './operations/models.ts';
import { processingJobOperations } from './operations/processing-jobs.ts';
import { tagOperations } from './operations/tags.ts';
import { trainingJobOperations } from './operations/training-jobs.ts';
import { ProcessingJobs } from './processing-jobs.ts';
import { ResourceTags } from './resource-tags.ts';
import type { SagemakerContext } from './sagemaker-context.ts';
import { TrainingJobs } from './training-jobs.ts';

/** What may be chosen about SageMaker; all have defaults. */
export interface SageMakerOptions {
  /** Where containers find `/opt/ml`. @default - `STEPMAKER_CONTAINER_ROOT`, else what the system allows */
  readonly containerRoot?: ContainerRoot;
  /** From SIGTERM to SIGKILL when a job is stopped. @default 120 000 */
  readonly stopGraceMillis?: number;
}

/** Amazon SageMaker: processing and training jobs and endpoints as processes of this machine. */
export function createSageMakerService(runtime: Runtime, options: SageMakerOptions = {}): Service {
  const asked = process.env['STEPMAKER_CONTAINER_ROOT'];
  const host = new JobHost(runtime, {
    containerRoot: options.containerRoot ?? (asked === 'namespace' || asked === 'base-dir' ? asked : undefined),
    stopGraceMillis: options.stopGraceMillis,
  });
  const tags = new ResourceTags(runtime.store);
  const models = runtime.store.collection<ModelRecord>('sagemaker.model');
  const context: SagemakerContext = {
    runtime,
    host,
    tags,
    models,
    endpointConfigs: runtime.store.collection<EndpointConfigRecord>('sagemaker.endpoint-config'),
    processingJobs: new ProcessingJobs(runtime, host),
    trainingJobs: new TrainingJobs(runtime, host),
    endpoints: new Endpoints(runtime, host, models, tags),
  };
  const operations: Readonly<Record<string, OperationHandler>> = {
    ...processingJobOperations(context),
    ...trainingJobOperations(context),
    ...modelOperations(context),
    ...endpointConfigOperations(context),
    ...endpointOperations(context),
    ...tagOperations(context),
  };
  return {
    id: 'sagemaker',
    resourceTags: (arn) => tags.record(arn),
    operations,
    start() {
      void host.containerRoot();
      context.processingJobs.runs.resume();
      context.trainingJobs.runs.resume();
      context.endpoints.resume();
    },
    stop: () => host.close(),
  };
}
