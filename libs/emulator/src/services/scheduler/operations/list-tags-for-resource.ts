import type { ListTagsForResourceInput, ListTagsForResourceOutput } from '@aws-sdk/client-scheduler';
import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagList } from '../../../core/tags.ts';
import type { TaggedGroup } from '../schedule-group-tags.ts';

/**
 * Lists the tags of a schedule group.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListTagsForResource.html
 */
export function listTagsForResource(
  tags: TagStore<TaggedGroup>,
): OperationHandler<ListTagsForResourceInput, ListTagsForResourceOutput> {
  return ({ ResourceArn }, { region }) => ({ Tags: tagList(tags.list({ region, arn: ResourceArn })) });
}
