import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import * as groups from './operations/schedule-groups.ts';
import * as schedules from './operations/schedules.ts';
import { ScheduleEngine } from './schedule-engine.ts';
import { ScheduleStore } from './schedule-store.ts';

/** Amazon EventBridge Scheduler: schedules that start state machines, invoke functions and send messages when they are due. */
export function createSchedulerService(runtime: Runtime): Service {
  const store = new ScheduleStore(runtime.store);
  const engine = new ScheduleEngine(runtime, store);
  const ports = { runtime, store, engine };
  return {
    id: 'scheduler',
    start: () => engine.start(),
    stop: () => engine.stop(),
    operations: {
      CreateSchedule: schedules.createSchedule(ports),
      CreateScheduleGroup: groups.createScheduleGroup(ports),
      DeleteSchedule: schedules.deleteSchedule(ports),
      DeleteScheduleGroup: groups.deleteScheduleGroup(ports),
      GetSchedule: schedules.getSchedule(ports),
      GetScheduleGroup: groups.getScheduleGroup(ports),
      ListScheduleGroups: groups.listScheduleGroups(ports),
      ListSchedules: schedules.listSchedules(ports),
      ListTagsForResource: groups.listTagsForResource(ports),
      TagResource: groups.tagResource(ports),
      UntagResource: groups.untagResource(ports),
      UpdateSchedule: schedules.updateSchedule(ports),
    },
  };
}
