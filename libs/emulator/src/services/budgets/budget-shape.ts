import type { Budget, BudgetRecord } from './budget-store.ts';

/** The period of a budget that was created without one. */
const DEFAULT_START = Date.UTC(2026, 0, 1);
const DEFAULT_END = Date.UTC(2087, 5, 15);

/** A budget as the store keeps it: dates as texts, and the time of this change. `now` is in milliseconds since the epoch. */
export function storedBudget(budget: Budget, now: number): Budget {
  const kept = JSON.parse(JSON.stringify(budget)) as Budget;
  return { ...kept, LastUpdatedTime: new Date(now).toISOString() };
}

/** A budget as DescribeBudget and DescribeBudgets return it. Nothing costs anything here: the actual spend is zero. */
export function describedBudget({ budget }: BudgetRecord): object {
  const { TimePeriod = {}, LastUpdatedTime, ...rest } = budget as Record<string, unknown>;
  const { Start = DEFAULT_START, End = DEFAULT_END } = TimePeriod as { Start?: string; End?: string };
  return {
    ...rest,
    LastUpdatedTime: new Date(String(LastUpdatedTime)),
    TimePeriod: { Start: new Date(Start), End: new Date(End) },
    CalculatedSpend: { ActualSpend: { Amount: '0.0', Unit: 'USD' } },
  };
}
