import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';

interface ListTagsForResourceInput {
  readonly ResourceARN?: string;
}

/**
 * Lists the tags of a scalable target.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ListTagsForResource.html
 */
export function listTagsForResource(tags: TagStore<string | undefined>): OperationHandler<ListTagsForResourceInput, object> {
  return ({ ResourceARN }) => ({ Tags: tags.list(ResourceARN) });
}
