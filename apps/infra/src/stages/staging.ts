import type { StageConfig } from './stage-config.ts';

/** Production's shape, without its data: alarms are there, new data starts a run. */
export const staging: StageConfig = {
  stackName: 'ml-pipeline-staging',
  addOns: ['observability', 'triggers'],
  parameters: { LogRetentionDays: 30, DataRetentionDays: 30 },
  addOnParameters: { observability: { MonthlyBudgetDollars: 100 } },
};
