import type { OperationHandler } from '../../../core/service.ts';
import { type ListedTag, type TagStore, tagsFromList } from '../../../core/tags.ts';

interface TagResourceInput {
  readonly ResourceARN: string;
  readonly ResourceTags: readonly ListedTag[];
}

/**
 * Adds tags to a budget.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_TagResource.html
 */
export function tagResource(tags: TagStore<string>): OperationHandler<TagResourceInput, undefined> {
  return ({ ResourceARN, ResourceTags }) => {
    tags.add(ResourceARN, tagsFromList(ResourceTags));
  };
}
