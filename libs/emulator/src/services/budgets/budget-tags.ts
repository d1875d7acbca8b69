import { lastPart } from '../../core/arn.ts';
import { TagStore, tagList, tagsFromList } from '../../core/tags.ts';
import type { BudgetStore } from './budget-store.ts';

/** The tags of budgets, by ARN. They are stored as a list. */
export function budgetTags(budgets: BudgetStore): TagStore<string> {
  return new TagStore((arn) => {
    const record = budgets.get(lastPart(arn));
    return { tags: tagsFromList(record.tags), save: (tags) => budgets.put({ ...record, tags: tagList(tags) }) };
  });
}
