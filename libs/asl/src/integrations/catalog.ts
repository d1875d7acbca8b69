import { createEndpoint } from './create-endpoint.ts';
import { createEndpointConfig } from './create-endpoint-config.ts';
import { createModel } from './create-model.ts';
import { createProcessingJob } from './create-processing-job.ts';
import { createTrainingJob } from './create-training-job.ts';
import { deleteEndpoint } from './delete-endpoint.ts';
import { deleteEndpointConfig } from './delete-endpoint-config.ts';
import { deleteModel } from './delete-model.ts';
import { describeEndpoint } from './describe-endpoint.ts';
import type { Integration } from './integration.ts';
import { invokeEndpoint } from './invoke-endpoint.ts';
import { lambdaInvoke } from './lambda-invoke.ts';
import { listEndpoints } from './list-endpoints.ts';
import { s3GetObject } from './s3-get-object.ts';
import { snsPublish } from './sns-publish.ts';
import { startExecution } from './start-execution.ts';
import { updateEndpoint } from './update-endpoint.ts';

/** Every integration whose permissions are known here. */
export const catalog: readonly Integration<unknown>[] = [
  createEndpoint,
  createEndpointConfig,
  createModel,
  createProcessingJob,
  createTrainingJob,
  deleteEndpoint,
  deleteEndpointConfig,
  deleteModel,
  describeEndpoint,
  invokeEndpoint,
  lambdaInvoke,
  listEndpoints,
  s3GetObject,
  snsPublish,
  startExecution,
  updateEndpoint,
];
