import type { Call } from '../../core/service.ts';

/** The kinds of SageMaker resources that are kept. */
export type ResourceType = 'endpoint' | 'endpoint-config' | 'model' | 'processing-job' | 'training-job';

/** Where a resource lives; a {@link Call} is one, a record another. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** A resource's ARN. SageMaker writes names in lower case there, whatever the case of the name itself. */
export function resourceArn({ partition, region, account }: Place, type: ResourceType, name: string): string {
  return `arn:${partition}:sagemaker:${region}:${account}:${type}/${name.toLowerCase()}`;
}

/** The key of a record: names are unique in a region, their case aside. */
export function recordKey(region: string, name: string): string {
  return `${region}/${name.toLowerCase()}`;
}

/** The place of a call, as records keep it. */
export function placeOf({ partition, region, account }: Call): Place {
  return { partition, region, account };
}
