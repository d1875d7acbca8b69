import type { OperationHandler } from '../../../core/service.ts';
import type { BudgetStore, Notification, Subscriber } from '../budget-store.ts';

interface UpdateSubscriberInput {
  readonly BudgetName: string;
  readonly Notification: Notification;
  readonly OldSubscriber: Subscriber;
  readonly NewSubscriber: Subscriber;
}

/**
 * Replaces a subscriber of a notification.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_UpdateSubscriber.html
 */
export function updateSubscriber(budgets: BudgetStore): OperationHandler<UpdateSubscriberInput, undefined> {
  return ({ BudgetName, Notification: notification, OldSubscriber, NewSubscriber }) => {
    budgets.changeNotification(BudgetName, notification, (found) => ({
      ...found,
      Subscribers: [...found.Subscribers.filter((each) => each.Address !== OldSubscriber.Address), NewSubscriber],
    }));
  };
}
