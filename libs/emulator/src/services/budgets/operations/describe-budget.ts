import type { OperationHandler } from '../../../core/service.ts';
import { describedBudget } from '../budget-shape.ts';
import type { BudgetStore } from '../budget-store.ts';

interface DescribeBudgetInput {
  readonly BudgetName: string;
}

/**
 * Returns a budget.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_DescribeBudget.html
 */
export function describeBudget(budgets: BudgetStore): OperationHandler<DescribeBudgetInput, object> {
  return ({ BudgetName }) => ({ Budget: describedBudget(budgets.get(BudgetName)) });
}
