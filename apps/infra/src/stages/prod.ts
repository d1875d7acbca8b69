import type { StageConfig } from './stage-config.ts';

/** All add-ons, a private network for the jobs, logs for a year, and stacks that nobody deletes by mistake. */
export const prod: StageConfig = {
  stackName: 'ml-pipeline-prod',
  addOns: ['network', 'governance', 'observability', 'triggers'],
  terminationProtection: true,
  parameters: {
    EndpointInstanceType: 'ml.m5.large',
    LogRetentionDays: 365,
    DataRetentionDays: 90,
  },
  addOnParameters: {
    observability: { MonthlyBudgetDollars: 500, EndpointLatencyMilliseconds: 500 },
    triggers: { ScheduleExpression: 'cron(0 3 ? * MON *)' },
  },
};
