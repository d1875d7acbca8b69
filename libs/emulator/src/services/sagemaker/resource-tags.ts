import type { Tag } from '@aws-sdk/client-sagemaker';
import type { Collection, Store } from '../../core/store.ts';
import { TagStore, type Tags, tagList, tagsFromList } from '../../core/tags.ts';
import { validationException } from './refusals.ts';

/** SageMaker's limit of tags per resource. */
const MAX_TAGS = 50;

/** The tags of SageMaker's resources, by ARN. */
export class ResourceTags extends TagStore<string> {
  readonly #stored: Collection<Tag[]>;

  constructor(store: Store) {
    const stored = store.collection<Tag[]>('sagemaker.tags');
    super(
      (arn) => ({
        tags: tagsFromList(stored.get(arn)),
        save(tags) {
          const list = tagList(tags);
          if (list.length === 0) stored.delete(arn);
          else stored.put(arn, list);
        },
      }),
      {
        max: MAX_TAGS,
        limitExceeded: () => validationException(`Tag limit exceeded: a resource can have at most ${MAX_TAGS} tags.`),
      },
    );
    this.#stored = stored;
  }

  /** Adds tags. @throws AwsError for a key that begins with `aws:`, and for one tag too many */
  override add(arn: string, added: Tags): void {
    if (Object.keys(added).some((key) => key.toLowerCase().startsWith('aws:')))
      throw validationException('aws: prefixed tag key names are not allowed for external use.');
    super.add(arn, added);
  }

  /** Removes the tags of a resource that has been deleted. */
  forget(arn: string): void {
    this.#stored.delete(arn);
  }
}
