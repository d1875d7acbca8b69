import { type ArnScope, arn } from '../../core/arn.ts';

/** The kinds of SageMaker resources that are stored. */
export type ResourceType = 'endpoint' | 'endpoint-config' | 'model' | 'processing-job' | 'training-job';

/** The ARN of a resource. SageMaker writes names in lower case there, whatever the case of the name itself. */
export function resourceArn(scope: ArnScope, type: ResourceType, name: string): string {
  return arn('sagemaker', scope, `${type}/${name.toLowerCase()}`);
}

/** The key of a record. Names are unique in a region, regardless of case. */
export function recordKey(region: string, name: string): string {
  return `${region}/${name.toLowerCase()}`;
}
