import type { OperationHandler } from '../../../core/service.ts';
import type { BudgetStore, Notification } from '../budget-store.ts';

interface UpdateNotificationInput {
  readonly BudgetName: string;
  readonly OldNotification: Notification;
  readonly NewNotification: Notification;
}

/**
 * Replaces a notification. Its subscribers stay.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_UpdateNotification.html
 */
export function updateNotification(budgets: BudgetStore): OperationHandler<UpdateNotificationInput, undefined> {
  return ({ BudgetName, OldNotification, NewNotification }) => {
    budgets.changeNotification(BudgetName, OldNotification, (found) => ({ ...found, Notification: NewNotification }));
  };
}
