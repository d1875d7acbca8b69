import type { JobHost } from '@stepmaker/sagemaker-jobs/container';
import type { Runtime } from '../../core/runtime.ts';
import type { Collection } from '../../core/store.ts';
import type { EndpointConfigRecord } from './endpoint-config.ts';
import type { Endpoints } from './endpoints.ts';
import type { ModelRecord } from './model.ts';
import type { ProcessingJobs } from './processing-jobs.ts';
import type { ResourceTags } from './resource-tags.ts';
import type { TrainingJobs } from './training-jobs.ts';

/** Context of SageMaker's operations. */
export interface SagemakerContext {
  readonly runtime: Runtime;
  readonly host: JobHost;
  readonly tags: ResourceTags;
  readonly models: Collection<ModelRecord>;
  readonly endpointConfigs: Collection<EndpointConfigRecord>;
  readonly processingJobs: ProcessingJobs;
  readonly trainingJobs: TrainingJobs;
  readonly endpoints: Endpoints;
}
