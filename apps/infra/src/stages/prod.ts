import type { StageConfig } from './stage-config.ts';

/** The stage for production: all add-ons, a private network for the jobs, logs for a year, and stacks that termination protection keeps. */
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
