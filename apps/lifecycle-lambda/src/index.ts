export type { CustomResourceEvent, LifecycleProperties } from './custom-resource.ts';
export { handler, type LambdaContext } from './handler.ts';
