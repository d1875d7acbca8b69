import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';

interface UntagResourceInput {
  readonly ResourceARN?: string;
  readonly TagKeys?: readonly string[];
}

/**
 * Removes tags from a scalable target.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_UntagResource.html
 */
export function untagResource(tags: TagStore<string | undefined>): OperationHandler<UntagResourceInput, object> {
  return ({ ResourceARN, TagKeys = [] }) => {
    tags.remove(ResourceARN, TagKeys);
    return {};
  };
}
