import type { Runtime } from '../../core/runtime.ts';
import type { ActivityStore } from './activity-store.ts';
import type { ExecutionHost } from './execution-host.ts';
import type { ExecutionStore } from './execution-store.ts';
import type { MapRunStore } from './map-run-store.ts';
import type { StateMachineStore } from './state-machine-store.ts';
import type { TaskRunner } from './task-runner.ts';
import type { TaskTokens } from './task-tokens.ts';

/** Shared state of the operations of Step Functions; one per server. */
export interface StepFunctions {
  readonly runtime: Runtime;
  readonly machines: StateMachineStore;
  readonly executions: ExecutionStore;
  readonly mapRuns: MapRunStore;
  readonly activities: ActivityStore;
  readonly tokens: TaskTokens;
  readonly tasks: TaskRunner;
  readonly host: ExecutionHost;
}
