import type { ListTagsForResourceCommandInput, ListTagsForResourceResponse } from '@aws-sdk/client-eventbridge';
import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagList } from '../../../core/tags.ts';
import type { TaggedRule } from '../rule-tags.ts';

/**
 * Lists the tags of a rule.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTagsForResource.html
 */
export function listTagsForResource(
  tags: TagStore<TaggedRule>,
): OperationHandler<ListTagsForResourceCommandInput, ListTagsForResourceResponse> {
  return ({ ResourceARN }, { region }) => ({ Tags: tagList(tags.list({ region, arn: ResourceARN })) });
}
