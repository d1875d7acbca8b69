import type { Call } from '../../core/service.ts';
import type { EndpointRecord } from './endpoint.ts';
import type { EndpointConfigRecord } from './endpoint-config.ts';
import type { ModelRecord } from './model.ts';
import type { ProcessingJobRecord } from './processing-job.ts';
import { couldNotFind, validationException } from './refusals.ts';
import { recordKey, resourceArn } from './resource-name.ts';
import type { SagemakerContext } from './sagemaker-context.ts';
import type { TrainingJobRecord } from './training-job.ts';

/** The processing job of a call. @throws AwsError `ValidationException` where the name is unknown */
export function requireProcessingJob({ processingJobs }: SagemakerContext, name: string, call: Call): ProcessingJobRecord {
  const record = processingJobs.runs.find(recordKey(call.region, name));
  if (record === undefined) throw validationException(`Could not find requested job with name: ${name}`);
  return record;
}

/** The training job of a call. @throws AwsError `ValidationException` where the name is unknown */
export function requireTrainingJob({ trainingJobs }: SagemakerContext, name: string, call: Call): TrainingJobRecord {
  const record = trainingJobs.runs.find(recordKey(call.region, name));
  if (record === undefined) throw validationException('Requested resource not found.');
  return record;
}

/** The model of a call. @throws AwsError `ValidationException` where the name is unknown */
export function requireModel({ models }: SagemakerContext, name: string, call: Call): ModelRecord {
  const record = models.get(recordKey(call.region, name));
  if (record === undefined) throw couldNotFind('model', resourceArn(call, 'model', name));
  return record;
}

/** The endpoint configuration of a call. @throws AwsError `ValidationException` where the name is unknown */
export function requireEndpointConfig({ endpointConfigs }: SagemakerContext, name: string, call: Call): EndpointConfigRecord {
  const record = endpointConfigs.get(recordKey(call.region, name));
  if (record === undefined) throw couldNotFind('endpoint configuration', resourceArn(call, 'endpoint-config', name));
  return record;
}

/** The endpoint of a call. @throws AwsError `ValidationException` where the name is unknown */
export function requireEndpoint({ endpoints }: SagemakerContext, name: string, call: Call): EndpointRecord {
  const record = endpoints.find(recordKey(call.region, name));
  if (record === undefined) throw couldNotFind('endpoint', resourceArn(call, 'endpoint', name));
  return record;
}
