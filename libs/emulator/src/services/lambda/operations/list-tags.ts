import type { ListTagsRequest, ListTagsResponse } from '@aws-sdk/client-lambda';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { TaggedFunction } from '../function-tags.ts';

/**
 * Lists the tags of a function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html
 */
export function listTags(tags: TagStore<TaggedFunction>): OperationHandler<Given<ListTagsRequest, 'Resource'>, ListTagsResponse> {
  return ({ Resource }, call) => ({ Tags: { ...tags.list({ resource: Resource, call }) } });
}
