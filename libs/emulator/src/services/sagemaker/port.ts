/** Port of SageMaker for other services: where the model servers of its endpoints listen, and the tags of its resources. */

export { endpointRouterOf, type VariantServer } from './endpoint-router.ts';
export { ResourceTags } from './resource-tags.ts';
