import type { OperationHandler } from '../../../core/service.ts';
import type { BudgetStore } from '../budget-store.ts';

interface DeleteBudgetInput {
  readonly BudgetName: string;
}

/**
 * Deletes a budget with its notifications.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_DeleteBudget.html
 */
export function deleteBudget(budgets: BudgetStore): OperationHandler<DeleteBudgetInput, undefined> {
  return ({ BudgetName }) => {
    budgets.delete(budgets.get(BudgetName));
  };
}
