import type { ListTagsForResourceCommandInput, ListTagsForResourceResult } from '@aws-sdk/client-ssm';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagList } from '../../../core/tags.ts';
import type { TaggedParameter } from '../parameter-tags.ts';

/**
 * Lists the tags of a parameter.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListTagsForResource.html
 */
export function listTagsForResource(
  tags: TagStore<TaggedParameter>,
): OperationHandler<Given<ListTagsForResourceCommandInput, 'ResourceType' | 'ResourceId'>, ListTagsForResourceResult> {
  return (input, { region }) => ({ TagList: tagList(tags.list({ ...input, region })) });
}
