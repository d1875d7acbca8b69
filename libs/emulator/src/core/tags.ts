import type { AwsError } from './aws-error.ts';

/** Tags by key, as most records keep them. */
export type Tags = Readonly<Record<string, string>>;

/** The tags of one resource, and how a changed set is stored. */
export interface TaggedResource {
  readonly tags: Tags;
  readonly save: (tags: Tags) => void;
}

/** The rules that differ between services. */
export interface TagRules {
  /** Maximum number of tags of a resource. @default - no limit */
  readonly max?: number;
  /** The service's error for one tag too many. */
  readonly limitExceeded?: () => AwsError;
  /** Compares keys without regard to case, as IAM does. @default false */
  readonly ignoresCase?: boolean;
}

/**
 * Reads and changes the tags of a service's resources: the one implementation behind every TagResource, UntagResource and
 * ListTagsForResource.
 *
 * @example
 * const tags = new TagStore((arn: string) => {
 *   const topic = requireTopic(store, arn);
 *   return { tags: topic.tags, save: (changed) => store.topics.put(arn, { ...topic, tags: changed }) };
 * });
 * tags.add(ResourceArn, tagsFromList(Tags));
 */
export class TagStore<Resource> {
  readonly #find: (resource: Resource) => TaggedResource;
  readonly #rules: TagRules;

  /** @param find looks a resource up; throws the service's error where there is none */
  constructor(find: (resource: Resource) => TaggedResource, rules: TagRules = {}) {
    this.#find = find;
    this.#rules = rules;
  }

  /** The tags of a resource, in the order in which they were added. */
  list(resource: Resource): Tags {
    return this.#find(resource).tags;
  }

  /** Adds tags; a key that exists gets the new value. @throws AwsError where the resource would have too many */
  add(resource: Resource, added: Tags): void {
    const { tags, save } = this.#find(resource);
    save(mergeTags(tags, added, this.#rules));
  }

  /** Removes the tags with these keys; other keys are ignored. */
  remove(resource: Resource, keys: readonly string[]): void {
    const { tags, save } = this.#find(resource);
    save(withoutTags(tags, keys, this.#rules));
  }
}

/** Tags with others merged into them. @throws AwsError where there would be too many */
export function mergeTags(tags: Tags, added: Tags, { max, limitExceeded, ignoresCase = false }: TagRules = {}): Tags {
  const merged = ignoresCase ? mergedIgnoringCase(tags, added) : { ...tags, ...added };
  if (max !== undefined && limitExceeded !== undefined && Object.keys(merged).length > max) throw limitExceeded();
  return merged;
}

/** Tags with others merged into them, where a key replaces one that differs from it only in case. */
function mergedIgnoringCase(tags: Tags, added: Tags): Tags {
  const byKey = new Map(Object.entries(tags).map((tag) => [tag[0].toLowerCase(), tag]));
  for (const tag of Object.entries(added)) byKey.set(tag[0].toLowerCase(), tag);
  return Object.fromEntries(byKey.values());
}

/** Tags without those of the given keys. */
export function withoutTags(tags: Tags, keys: readonly string[], { ignoresCase = false }: TagRules = {}): Tags {
  const form = (key: string): string => (ignoresCase ? key.toLowerCase() : key);
  const removed = new Set(keys.map(form));
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !removed.has(form(key))));
}

/** A tag in an API's list: most services write `Key` and `Value`, some `key` and `value`, KMS `TagKey` and `TagValue`. */
export interface ListedTag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
  readonly TagKey?: string | undefined;
  readonly TagValue?: string | undefined;
}

/** Tags from the list of a request. A key that occurs twice has its last value. */
export function tagsFromList(list: readonly ListedTag[] | undefined): Tags {
  return Object.fromEntries(
    (list ?? []).map(({ Key, Value, key, value, TagKey, TagValue }) => [
      Key ?? key ?? TagKey ?? '',
      Value ?? value ?? TagValue ?? '',
    ]),
  );
}

/** A tag as most services list it. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Tags as a list of `Key` and `Value`. */
export function tagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
