import type { OperationHandler } from '../../../core/service.ts';
import { describedBudget } from '../budget-shape.ts';
import type { BudgetStore } from '../budget-store.ts';

/**
 * Lists the budgets of the account. Returns all on one page.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_DescribeBudgets.html
 */
export function describeBudgets(budgets: BudgetStore): OperationHandler<object, object> {
  return () => ({ Budgets: budgets.list().map(describedBudget) });
}
