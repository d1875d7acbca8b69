import type { StageConfig } from './stage-config.ts';

/** Stage without a name: the core stack with the parameters of the command line. */
export const plain: StageConfig = { stackName: 'ml-pipeline' };
