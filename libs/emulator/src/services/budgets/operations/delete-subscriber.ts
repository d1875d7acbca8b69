import type { OperationHandler } from '../../../core/service.ts';
import type { BudgetStore, Notification, Subscriber } from '../budget-store.ts';

interface DeleteSubscriberInput {
  readonly BudgetName: string;
  readonly Notification: Notification;
  readonly Subscriber: Subscriber;
}

/**
 * Removes a subscriber from a notification.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_DeleteSubscriber.html
 */
export function deleteSubscriber(budgets: BudgetStore): OperationHandler<DeleteSubscriberInput, undefined> {
  return ({ BudgetName, Notification: notification, Subscriber: deleted }) => {
    budgets.changeNotification(BudgetName, notification, (found) => ({
      ...found,
      Subscribers: found.Subscribers.filter((each) => each.Address !== deleted.Address),
    }));
  };
}
