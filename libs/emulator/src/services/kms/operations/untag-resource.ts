import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { KeyInput } from '../key-store.ts';
import type { TaggedKey } from '../key-tags.ts';

/**
 * Removes tags from a key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html
 */
export function untagResource(
  tags: TagStore<TaggedKey>,
): OperationHandler<KeyInput & { readonly TagKeys: readonly string[] }, undefined> {
  return ({ KeyId, TagKeys }, call) => {
    tags.remove({ KeyId, call }, TagKeys);
    return undefined;
  };
}
