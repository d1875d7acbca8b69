import type { OperationHandler } from '../../../core/service.ts';
import type { BudgetStore, Notification } from '../budget-store.ts';

interface DeleteNotificationInput {
  readonly BudgetName: string;
  readonly Notification: Notification;
}

/**
 * Deletes a notification with its subscribers.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_DeleteNotification.html
 */
export function deleteNotification(budgets: BudgetStore): OperationHandler<DeleteNotificationInput, undefined> {
  return ({ BudgetName, Notification: deleted }) => {
    budgets.changeNotification(BudgetName, deleted, () => undefined);
  };
}
