export type { CleanUpProperties, CustomResourceEvent, PublishProperties } from './custom-resource.ts';
export { handler, type LambdaContext } from './handler.ts';
