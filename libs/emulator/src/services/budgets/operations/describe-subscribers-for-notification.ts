import type { OperationHandler } from '../../../core/service.ts';
import type { BudgetStore, Notification } from '../budget-store.ts';

interface DescribeSubscribersForNotificationInput {
  readonly BudgetName: string;
  readonly Notification: Notification;
}

/**
 * Lists the subscribers of a notification.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_DescribeSubscribersForNotification.html
 */
export function describeSubscribersForNotification(
  budgets: BudgetStore,
): OperationHandler<DescribeSubscribersForNotificationInput, object> {
  return ({ BudgetName, Notification: notification }) => ({
    Subscribers: budgets.notification(BudgetName, notification).Subscribers,
  });
}
