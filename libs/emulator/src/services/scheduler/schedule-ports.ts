import type { Runtime } from '../../core/runtime.ts';
import type { ScheduleEngine } from './schedule-engine.ts';
import type { ScheduleStore } from './schedule-store.ts';

/** Ports of the scheduler's operations. */
export interface SchedulePorts {
  readonly runtime: Runtime;
  readonly store: ScheduleStore;
  readonly engine: ScheduleEngine;
}
