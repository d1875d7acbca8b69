import type { TagResourceRequest } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { TaggedFunction } from '../function-tags.ts';

/**
 * Adds tags to a function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html
 */
export function tagResource(
  tags: TagStore<TaggedFunction>,
): OperationHandler<Given<TagResourceRequest, 'Resource' | 'Tags'>, object> {
  return ({ Resource, Tags }, call) => {
    tags.add({ resource: Resource, call }, Tags);
    return {};
  };
}
