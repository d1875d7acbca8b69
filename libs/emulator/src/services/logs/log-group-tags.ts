import { TagStore } from '../../core/tags.ts';
import { nameOf } from './group-identifier.ts';
import type { LogStore } from './log-store.ts';

/** A log group, by the members of a call that name it. */
export interface TaggedGroup {
  readonly region: string;
  /** The group's name or ARN. */
  readonly identifier: string;
}

/** The tags of log groups. */
export function logGroupTags(store: LogStore): TagStore<TaggedGroup> {
  return new TagStore(({ region, identifier }) => {
    const group = store.group(region, nameOf(identifier, region));
    return { tags: group.tags, save: (tags) => store.putGroup({ ...group, tags }) };
  });
}
