import type { OperationHandler } from '../../../core/service.ts';
import type { BudgetStore, Notification, Subscriber } from '../budget-store.ts';

interface CreateSubscriberInput {
  readonly BudgetName: string;
  readonly Notification: Notification;
  readonly Subscriber: Subscriber;
}

/**
 * Adds a subscriber to a notification.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateSubscriber.html
 */
export function createSubscriber(budgets: BudgetStore): OperationHandler<CreateSubscriberInput, undefined> {
  return ({ BudgetName, Notification: notification, Subscriber: added }) => {
    budgets.changeNotification(BudgetName, notification, (found) => ({
      ...found,
      Subscribers: [...found.Subscribers, added],
    }));
  };
}
