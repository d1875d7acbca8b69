import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagsFromList } from '../../../core/tags.ts';
import type { KeyInput } from '../key-store.ts';
import type { KeyTag, TaggedKey } from '../key-tags.ts';

/**
 * Adds tags to a key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_TagResource.html
 */
export function tagResource(
  tags: TagStore<TaggedKey>,
): OperationHandler<KeyInput & { readonly Tags: readonly KeyTag[] }, undefined> {
  return ({ KeyId, Tags }, call) => {
    tags.add({ KeyId, call }, tagsFromList(Tags));
    return undefined;
  };
}
