import { parseArn } from '../../core/arn.ts';
import { validationException } from './refusals.ts';
import { recordKey } from './resource-name.ts';
import type { SagemakerContext } from './sagemaker-context.ts';

/** The ARN of a resource that exists. @throws AwsError `ValidationException` for any other text */
export function requireTaggable(context: SagemakerContext, arn: string | undefined): string {
  if (arn === undefined || !exists(context, arn)) throw validationException('Resource does not exist.');
  return arn;
}

function exists(context: SagemakerContext, arn: string): boolean {
  const { service, region, resource } = parseArn(arn) ?? {};
  const [, type, name] = /^([a-z-]+)\/(.+)$/.exec(resource ?? '') ?? [];
  if (service !== 'sagemaker' || region === undefined || type === undefined || name === undefined) return false;
  const collection = {
    endpoint: context.endpoints.records,
    'endpoint-config': context.endpointConfigs,
    model: context.models,
    'processing-job': context.processingJobs.records,
    'training-job': context.trainingJobs.records,
  }[type];
  return collection?.get(recordKey(region, name)) !== undefined;
}
