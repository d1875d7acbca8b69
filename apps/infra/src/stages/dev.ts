import type { StageConfig } from './stage-config.ts';

/** For trying things: nothing is kept for long, and a run that failed is told of in the console only. */
export const dev: StageConfig = {
  stackName: 'ml-pipeline-dev',
  parameters: { LogRetentionDays: 7, DataRetentionDays: 7 },
};
