import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagList } from '../../../core/tags.ts';

interface ListTagsForResourceInput {
  readonly ResourceARN: string;
}

/**
 * Lists the tags of a budget.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_ListTagsForResource.html
 */
export function listTagsForResource(tags: TagStore<string>): OperationHandler<ListTagsForResourceInput, object> {
  return ({ ResourceARN }) => ({ ResourceTags: tagList(tags.list(ResourceARN)) });
}
