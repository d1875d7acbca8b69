import type { Call } from '../../core/service.ts';
import { TagStore } from '../../core/tags.ts';
import type { KeyInput, KeyStore } from './key-store.ts';

/** A tag as KMS's API writes it. */
export interface KeyTag {
  readonly TagKey: string;
  readonly TagValue: string;
}

/** A key, by the members of a call that name it. */
export interface TaggedKey extends KeyInput {
  readonly call: Call;
}

/** The tags of keys. */
export function keyTags(store: KeyStore): TagStore<TaggedKey> {
  return new TagStore(({ KeyId, call }) => {
    const key = store.get(KeyId, call);
    return { tags: key.tags, save: (tags) => store.put({ ...key, tags }) };
  });
}
