import type { OperationHandler } from '../../../core/service.ts';
import type { BudgetStore } from '../budget-store.ts';

interface DescribeNotificationsForBudgetInput {
  readonly BudgetName: string;
}

/**
 * Lists the notifications of a budget. All have the state `OK`.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_DescribeNotificationsForBudget.html
 */
export function describeNotificationsForBudget(
  budgets: BudgetStore,
): OperationHandler<DescribeNotificationsForBudgetInput, object> {
  return ({ BudgetName }) => ({
    Notifications: budgets.get(BudgetName).notifications.map(({ Notification: each }) => ({
      ThresholdType: 'PERCENTAGE',
      ...each,
      NotificationState: 'OK',
    })),
  });
}
