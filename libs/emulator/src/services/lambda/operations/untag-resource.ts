import type { UntagResourceRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { TaggedFunction } from '../function-tags.ts';

/**
 * Removes tags from a function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_UntagResource.html
 */
export function untagResource(
  tags: TagStore<TaggedFunction>,
): OperationHandler<Given<UntagResourceRequest, 'Resource' | 'TagKeys'>, object> {
  return ({ Resource, TagKeys }, call) => {
    tags.remove({ resource: Resource, call }, TagKeys);
    return {};
  };
}
