import { approveAndDeploy } from './approve-and-deploy.suite.ts';
import { destroy } from './destroy.suite.ts';
import { failingJobs } from './failing-jobs.suite.ts';
import { notification } from './notification.suite.ts';
import { observability } from './observability.suite.ts';
import { overload } from './overload.suite.ts';
import { ownData } from './own-data.suite.ts';
import { qualityGate } from './quality-gate.suite.ts';
import { redrive } from './redrive.suite.ts';
import type { Suite } from './suite.ts';

/** Every suite, in the order in which a target runs them. */
export const SUITES: readonly Suite[] = [
  approveAndDeploy,
  qualityGate,
  failingJobs,
  redrive,
  overload,
  notification,
  observability,
  ownData,
  destroy,
];
