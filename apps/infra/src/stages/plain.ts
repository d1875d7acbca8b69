import type { StageConfig } from './stage-config.ts';

/** What is deployed when no stage is named: the core stack as its template is, with whatever parameters the command line gives. */
export const plain: StageConfig = { stackName: 'ml-pipeline' };
