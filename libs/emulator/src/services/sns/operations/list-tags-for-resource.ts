import type { ListTagsForResourceCommandInput, ListTagsForResourceResponse } from '@aws-sdk/client-sns';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagList } from '../../../core/tags.ts';

/**
 * Lists the tags of a topic.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html
 */
export function listTagsForResource(
  tags: TagStore<string>,
): OperationHandler<Given<ListTagsForResourceCommandInput, 'ResourceArn'>, ListTagsForResourceResponse> {
  return ({ ResourceArn }) => ({ Tags: tagList(tags.list(ResourceArn)) });
}
