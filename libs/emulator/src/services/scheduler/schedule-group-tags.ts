import { TagStore } from '../../core/tags.ts';
import { notFound } from './errors.ts';
import type { ScheduleStore } from './schedule-store.ts';

/** The resource that a tagging operation names. */
export interface TaggedGroup {
  readonly region: string;
  readonly arn: string | undefined;
}

/** The tags of schedule groups; schedules have none. */
export function scheduleGroupTags(store: ScheduleStore): TagStore<TaggedGroup> {
  return new TagStore(({ region, arn = '' }: TaggedGroup) => {
    const name = /:schedule-group\/([\w.-]+)$/u.exec(arn)?.[1];
    if (name === undefined) throw notFound(`Resource ${arn} does not exist.`);
    const group = store.group(region, name);
    return { tags: group.tags, save: (tags) => store.putGroup({ ...group, tags }) };
  });
}
