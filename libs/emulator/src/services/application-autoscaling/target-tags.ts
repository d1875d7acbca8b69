import { TagStore } from '../../core/tags.ts';
import { notFound } from './errors.ts';
import type { ScalingStore } from './scaling-store.ts';

/** The tags of scalable targets, by ARN. */
export function targetTags({ targets }: ScalingStore): TagStore<string | undefined> {
  return new TagStore((arn = '') => {
    const found = targets.list().find(({ value }) => value.arn === arn);
    if (found === undefined) throw notFound(`The resource ${arn} does not exist`);
    const { key, value } = found;
    return { tags: value.tags, save: (tags) => targets.put(key, { ...value, tags }) };
  });
}
