import type { Clock } from '../../../core/clock.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { storedBudget } from '../budget-shape.ts';
import type { Budget, BudgetStore } from '../budget-store.ts';

interface UpdateBudgetInput {
  readonly NewBudget: Budget;
}

/**
 * Replaces a budget. Its notifications and tags stay.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_UpdateBudget.html
 */
export function updateBudget(budgets: BudgetStore, clock: Clock): OperationHandler<UpdateBudgetInput, undefined> {
  return ({ NewBudget }) => {
    budgets.put({ ...budgets.get(NewBudget.BudgetName), budget: storedBudget(NewBudget, clock.now()) });
  };
}
