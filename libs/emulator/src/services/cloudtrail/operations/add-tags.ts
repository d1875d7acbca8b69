import type { OperationHandler } from '../../../core/service.ts';
import { type ListedTag, type TagStore, tagsFromList } from '../../../core/tags.ts';
import type { TaggedTrail } from '../trail-tags.ts';

interface AddTagsInput {
  readonly ResourceId: string;
  readonly TagsList: readonly ListedTag[];
}

/**
 * Adds tags to a trail.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AddTags.html
 */
export function addTags(tags: TagStore<TaggedTrail>): OperationHandler<AddTagsInput, undefined> {
  return ({ ResourceId, TagsList }, call) => {
    tags.add({ id: ResourceId, call }, tagsFromList(TagsList));
  };
}
