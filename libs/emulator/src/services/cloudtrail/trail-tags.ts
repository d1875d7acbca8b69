import type { Call } from '../../core/service.ts';
import { TagStore, tagList, tagsFromList } from '../../core/tags.ts';
import type { TrailStore } from './trail-store.ts';

/** The trail that a tagging operation names. */
export interface TaggedTrail {
  readonly id: string | undefined;
  readonly call: Call;
}

/** The tags of trails, which are stored as a list. */
export function trailTags(trails: TrailStore): TagStore<TaggedTrail> {
  return new TagStore(({ id, call }: TaggedTrail) => {
    const trail = trails.get(id, call);
    return { tags: tagsFromList(trail.tags), save: (tags) => trails.put({ ...trail, tags: tagList(tags) }) };
  });
}
