import { type Tags, tagsFromList } from '../../../core/tags.ts';
import type { Json } from '../template/json.ts';
import { mergedTags, type ResourceContext } from './resource-type.ts';

/** Operations that change tags of a service's resources. Each is called with at least one tag. */
export interface TagCalls {
  readonly remove: (keys: readonly string[]) => Promise<unknown>;
  readonly set: (tags: Tags) => Promise<unknown>;
}

/**
 * Brings the tags of a resource to those of its template and stack.
 *
 * @param present the tags that the resource has
 * @param own the property `Tags` of the resource
 */
export async function updateTags(
  present: Tags,
  own: Json | undefined,
  context: ResourceContext,
  { remove, set }: TagCalls,
): Promise<void> {
  const wanted = tagsFromList(mergedTags(own, context));
  const removed = Object.keys(present).filter((key) => !Object.hasOwn(wanted, key));
  const changed = Object.entries(wanted).filter(([key, value]) => present[key] !== value);
  if (removed.length > 0) await remove(removed);
  if (changed.length > 0) await set(Object.fromEntries(changed));
}
