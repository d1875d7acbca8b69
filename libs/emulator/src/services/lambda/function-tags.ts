import type { Call } from '../../core/service.ts';
import { TagStore } from '../../core/tags.ts';
import { invalidParameter } from './errors.ts';
import type { Functions } from './functions.ts';

/** The function that a tagging operation names. */
export interface TaggedFunction {
  readonly resource: string;
  readonly call: Call;
}

/** The tags of functions: at most 50 each. Versions and aliases have none. */
export function functionTags(functions: Functions): TagStore<TaggedFunction> {
  return new TagStore(
    ({ resource, call }: TaggedFunction) => {
      const { reference, key, record } = functions.find(resource, undefined, call);
      if (reference.qualifier !== undefined)
        throw invalidParameter('Tags on function aliases and versions are not supported. Please specify a function ARN.');
      const save = (tags: Readonly<Record<string, string>>): void => functions.store.functions.put(key, { ...record, tags });
      return { tags: record.tags, save };
    },
    { max: 50, limitExceeded: () => invalidParameter('Tags limit exceeded.') },
  );
}
