import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { BudgetStore } from './budget-store.ts';
import { budgetTags } from './budget-tags.ts';
import { createBudget } from './operations/create-budget.ts';
import { createNotification } from './operations/create-notification.ts';
import { createSubscriber } from './operations/create-subscriber.ts';
import { deleteBudget } from './operations/delete-budget.ts';
import { deleteNotification } from './operations/delete-notification.ts';
import { deleteSubscriber } from './operations/delete-subscriber.ts';
import { describeBudget } from './operations/describe-budget.ts';
import { describeBudgets } from './operations/describe-budgets.ts';
import { describeNotificationsForBudget } from './operations/describe-notifications-for-budget.ts';
import { describeSubscribersForNotification } from './operations/describe-subscribers-for-notification.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateBudget } from './operations/update-budget.ts';
import { updateNotification } from './operations/update-notification.ts';
import { updateSubscriber } from './operations/update-subscriber.ts';

/**
 * AWS Budgets as records: nothing costs anything here, so the actual spend is zero and no notification is sent.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Budgets.html
 */
export function createBudgetsService({ store, clock }: Runtime): Service {
  const budgets = new BudgetStore(store);
  const tags = budgetTags(budgets);
  return {
    id: 'budgets',
    operations: {
      CreateBudget: createBudget(budgets, clock),
      CreateNotification: createNotification(budgets),
      CreateSubscriber: createSubscriber(budgets),
      DeleteBudget: deleteBudget(budgets),
      DeleteNotification: deleteNotification(budgets),
      DeleteSubscriber: deleteSubscriber(budgets),
      DescribeBudget: describeBudget(budgets),
      DescribeBudgets: describeBudgets(budgets),
      DescribeNotificationsForBudget: describeNotificationsForBudget(budgets),
      DescribeSubscribersForNotification: describeSubscribersForNotification(budgets),
      ListTagsForResource: listTagsForResource(tags),
      TagResource: tagResource(tags),
      UntagResource: untagResource(tags),
      UpdateBudget: updateBudget(budgets, clock),
      UpdateNotification: updateNotification(budgets),
      UpdateSubscriber: updateSubscriber(budgets),
    },
  };
}
