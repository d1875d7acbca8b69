import type { StageConfig } from './stage-config.ts';

/** The stage for experiments: logs and data expire after 7 days, and failed runs appear only in the console. */
export const dev: StageConfig = {
  stackName: 'ml-pipeline-dev',
  parameters: { LogRetentionDays: 7, DataRetentionDays: 7 },
};
