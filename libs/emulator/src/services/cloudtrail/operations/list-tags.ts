import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagList } from '../../../core/tags.ts';
import type { TaggedTrail } from '../trail-tags.ts';

interface ListTagsInput {
  readonly ResourceIdList: readonly string[];
}

/**
 * Lists the tags of trails.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListTags.html
 */
export function listTags(tags: TagStore<TaggedTrail>): OperationHandler<ListTagsInput, object> {
  return ({ ResourceIdList }, call) => ({
    ResourceTagList: ResourceIdList.map((id) => ({ ResourceId: id, TagsList: tagList(tags.list({ id, call })) })),
  });
}
