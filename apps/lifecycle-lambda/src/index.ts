export type { CleanUpProperties, CustomResourceEvent, EmptyBucketProperties, PublishProperties } from './custom-resource.ts';
export { handler } from './handler.ts';
export type { LambdaContext } from './patience.ts';
