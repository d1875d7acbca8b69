import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';

interface UntagResourceInput {
  readonly ResourceARN: string;
  readonly ResourceTagKeys: readonly string[];
}

/**
 * Removes tags from a budget.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_UntagResource.html
 */
export function untagResource(tags: TagStore<string>): OperationHandler<UntagResourceInput, undefined> {
  return ({ ResourceARN, ResourceTagKeys }) => {
    tags.remove(ResourceARN, ResourceTagKeys);
  };
}
