import { AwsError } from '../../../core/aws-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { storedBudget } from '../budget-shape.ts';
import type { Budget, BudgetRecord, BudgetStore, NotificationWithSubscribers } from '../budget-store.ts';

interface CreateBudgetInput {
  readonly Budget: Budget;
  readonly NotificationsWithSubscribers?: readonly NotificationWithSubscribers[];
  readonly ResourceTags?: BudgetRecord['tags'];
}

/**
 * Creates a budget with its notifications and their subscribers.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html
 */
export function createBudget(budgets: BudgetStore, clock: Clock): OperationHandler<CreateBudgetInput, undefined> {
  return ({ Budget: budget, NotificationsWithSubscribers: notifications = [], ResourceTags: tags = [] }) => {
    if (budgets.find(budget.BudgetName) !== undefined)
      throw new AwsError({
        code: 'DuplicateRecordException',
        message: `Error creating budget: ${budget.BudgetName} - the budget already exists.`,
      });
    if (notifications.some(({ Subscribers }) => Subscribers.length === 0))
      throw new AwsError({ code: 'InvalidParameterException', message: 'A notification needs at least one subscriber.' });
    budgets.put({ budget: storedBudget(budget, clock.now()), notifications, tags });
  };
}
