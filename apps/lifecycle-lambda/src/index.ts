export type { CleanUpProperties, CustomResourceEvent, EmptyBucketProperties, PublishProperties } from './custom-resource.ts';
export { handler, type LambdaContext } from './handler.ts';
