import type { Tag } from '@aws-sdk/client-sagemaker';
import type { Collection, Store } from '../../core/store.ts';
import { validationException } from './refusals.ts';

/** SageMaker's limit of tags a resource. */
const MOST_TAGS = 50;

/** The tags of resources, by ARN. */
export class ResourceTags {
  readonly #tags: Collection<Tag[]>;

  constructor(store: Store) {
    this.#tags = store.collection<Tag[]>('sagemaker.tags');
  }

  list(arn: string): Tag[] {
    return this.#tags.get(arn) ?? [];
  }

  /** The tags of a resource by their keys. */
  record(arn: string): Record<string, string> {
    return Object.fromEntries(this.list(arn).map(({ Key = '', Value = '' }) => [Key, Value]));
  }

  /** Sets tags, over those of the same keys. @throws AwsError beyond the limit */
  add(arn: string, tags: readonly Tag[]): Tag[] {
    const merged = new Map(this.list(arn).map((tag) => [tag.Key, tag]));
    for (const { Key, Value } of tags) {
      if (Key?.toLowerCase().startsWith('aws:'))
        throw validationException('aws: prefixed tag key names are not allowed for external use.');
      merged.set(Key, { Key, Value });
    }
    if (merged.size > MOST_TAGS) throw validationException(`Tag limit exceeded: a resource can have at most ${MOST_TAGS} tags.`);
    const all = [...merged.values()];
    if (all.length > 0) this.#tags.put(arn, all);
    return all;
  }

  remove(arn: string, keys: readonly string[]): void {
    const left = this.list(arn).filter(({ Key }) => Key === undefined || !keys.includes(Key));
    if (left.length === 0) this.#tags.delete(arn);
    else this.#tags.put(arn, left);
  }

  /** Forgets a resource that has been deleted. */
  forget(arn: string): void {
    this.#tags.delete(arn);
  }
}
