import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { KeyInput } from '../key-store.ts';
import type { KeyTag, TaggedKey } from '../key-tags.ts';

/**
 * Lists the tags of a key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html
 */
export function listResourceTags(
  tags: TagStore<TaggedKey>,
): OperationHandler<KeyInput, { readonly Tags: readonly KeyTag[]; readonly Truncated: boolean }> {
  return ({ KeyId }, call) => ({
    Tags: Object.entries(tags.list({ KeyId, call })).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    Truncated: false,
  });
}
