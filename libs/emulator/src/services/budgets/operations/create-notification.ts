import type { OperationHandler } from '../../../core/service.ts';
import type { BudgetStore, Notification, Subscriber } from '../budget-store.ts';

interface CreateNotificationInput {
  readonly BudgetName: string;
  readonly Notification: Notification;
  readonly Subscribers: readonly Subscriber[];
}

/**
 * Adds a notification to a budget.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateNotification.html
 */
export function createNotification(budgets: BudgetStore): OperationHandler<CreateNotificationInput, undefined> {
  return ({ BudgetName, Notification: added, Subscribers }) => {
    const record = budgets.get(BudgetName);
    budgets.put({ ...record, notifications: [...record.notifications, { Notification: added, Subscribers }] });
  };
}
