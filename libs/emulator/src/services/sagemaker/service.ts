import { join } from 'node:path';
import { type ContainerRoot, JobHost } from '@stepmaker/sagemaker-jobs/container';
import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import type { EndpointConfigRecord } from './endpoint-config.ts';
import { Endpoints } from './endpoints.ts';
import type { ModelRecord } from './model.ts';
import { addTags } from './operations/add-tags.ts';
import { createEndpoint } from './operations/create-endpoint.ts';
import { createEndpointConfig } from './operations/create-endpoint-config.ts';
import { createModel } from './operations/create-model.ts';
import { createProcessingJob } from './operations/create-processing-job.ts';
import { createTrainingJob } from './operations/create-training-job.ts';
import { deleteEndpoint } from './operations/delete-endpoint.ts';
import { deleteEndpointConfig } from './operations/delete-endpoint-config.ts';
import { deleteModel } from './operations/delete-model.ts';
import { deleteProcessingJob } from './operations/delete-processing-job.ts';
import { deleteTags } from './operations/delete-tags.ts';
import { deleteTrainingJob } from './operations/delete-training-job.ts';
import { describeEndpoint } from './operations/describe-endpoint.ts';
import { describeEndpointConfig } from './operations/describe-endpoint-config.ts';
import { describeModel } from './operations/describe-model.ts';
import { describeProcessingJob } from './operations/describe-processing-job.ts';
import { describeTrainingJob } from './operations/describe-training-job.ts';
import { listEndpointConfigs } from './operations/list-endpoint-configs.ts';
import { listEndpoints } from './operations/list-endpoints.ts';
import { listModels } from './operations/list-models.ts';
import { listProcessingJobs } from './operations/list-processing-jobs.ts';
import { listTags } from './operations/list-tags.ts';
import { listTrainingJobs } from './operations/list-training-jobs.ts';
import { stopProcessingJob } from './operations/stop-processing-job.ts';
import { stopTrainingJob } from './operations/stop-training-job.ts';
import { updateEndpoint } from './operations/update-endpoint.ts';
import { updateEndpointWeightsAndCapacities } from './operations/update-endpoint-weights-and-capacities.ts';
import { ProcessingJobs } from './processing-jobs.ts';
import { ResourceTags } from './resource-tags.ts';
import type { SagemakerContext } from './sagemaker-context.ts';
import { TrainingJobs } from './training-jobs.ts';

/** Options of SageMaker; all have defaults. */
export interface SageMakerOptions {
  /** Place of `/opt/ml` for containers. @default - `STEPMAKER_CONTAINER_ROOT`, else what the system allows */
  readonly containerRoot?: ContainerRoot;
  /** Milliseconds from SIGTERM to SIGKILL when a job is stopped. @default 120 000 */
  readonly stopGraceMillis?: number;
}

/** Amazon SageMaker: processing and training jobs and endpoints as processes of this machine. */
export function createSageMakerService(runtime: Runtime, options: SageMakerOptions = {}): Service {
  const asked = process.env['STEPMAKER_CONTAINER_ROOT'];
  const host = new JobHost({
    directory: join(runtime.dataDir, 'sagemaker'),
    pythonPath: runtime.pythonPath,
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
  return {
    id: 'sagemaker',
    resourceTags: (arn) => tags.list(arn),
    operations: {
      AddTags: addTags(context),
      CreateEndpoint: createEndpoint(context),
      CreateEndpointConfig: createEndpointConfig(context),
      CreateModel: createModel(context),
      CreateProcessingJob: createProcessingJob(context),
      CreateTrainingJob: createTrainingJob(context),
      DeleteEndpoint: deleteEndpoint(context),
      DeleteEndpointConfig: deleteEndpointConfig(context),
      DeleteModel: deleteModel(context),
      DeleteProcessingJob: deleteProcessingJob(context),
      DeleteTags: deleteTags(context),
      DeleteTrainingJob: deleteTrainingJob(context),
      DescribeEndpoint: describeEndpoint(context),
      DescribeEndpointConfig: describeEndpointConfig(context),
      DescribeModel: describeModel(context),
      DescribeProcessingJob: describeProcessingJob(context),
      DescribeTrainingJob: describeTrainingJob(context),
      ListEndpointConfigs: listEndpointConfigs(context),
      ListEndpoints: listEndpoints(context),
      ListModels: listModels(context),
      ListProcessingJobs: listProcessingJobs(context),
      ListTags: listTags(context),
      ListTrainingJobs: listTrainingJobs(context),
      StopProcessingJob: stopProcessingJob(context),
      StopTrainingJob: stopTrainingJob(context),
      UpdateEndpoint: updateEndpoint(context),
      UpdateEndpointWeightsAndCapacities: updateEndpointWeightsAndCapacities(context),
    },
    start() {
      void host.containerRoot();
      context.processingJobs.runs.resume();
      context.trainingJobs.runs.resume();
      context.endpoints.resume();
    },
    stop: () => host.close(),
  };
}
