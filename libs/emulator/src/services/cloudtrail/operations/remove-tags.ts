import type { OperationHandler } from '../../../core/service.ts';
import { type ListedTag, type TagStore, tagsFromList } from '../../../core/tags.ts';
import type { TaggedTrail } from '../trail-tags.ts';

interface RemoveTagsInput {
  readonly ResourceId: string;
  readonly TagsList: readonly ListedTag[];
}

/**
 * Removes tags from a trail. Their values are ignored.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_RemoveTags.html
 */
export function removeTags(tags: TagStore<TaggedTrail>): OperationHandler<RemoveTagsInput, undefined> {
  return ({ ResourceId, TagsList }, call) => {
    tags.remove({ id: ResourceId, call }, Object.keys(tagsFromList(TagsList)));
  };
}
