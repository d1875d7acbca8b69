import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { createSchedule } from './operations/create-schedule.ts';
import { createScheduleGroup } from './operations/create-schedule-group.ts';
import { deleteSchedule } from './operations/delete-schedule.ts';
import { deleteScheduleGroup } from './operations/delete-schedule-group.ts';
import { getSchedule } from './operations/get-schedule.ts';
import { getScheduleGroup } from './operations/get-schedule-group.ts';
import { listScheduleGroups } from './operations/list-schedule-groups.ts';
import { listSchedules } from './operations/list-schedules.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateSchedule } from './operations/update-schedule.ts';
import { ScheduleEngine } from './schedule-engine.ts';
import { scheduleGroupTags } from './schedule-group-tags.ts';
import { ScheduleStore } from './schedule-store.ts';

/** Amazon EventBridge Scheduler: schedules that start state machines, invoke functions and send messages when they are due. */
export function createSchedulerService(runtime: Runtime): Service {
  const store = new ScheduleStore(runtime.store);
  const tags = scheduleGroupTags(store);
  const engine = new ScheduleEngine(runtime, store);
  const ports = { runtime, store, engine };
  return {
    id: 'scheduler',
    start: () => engine.start(),
    stop: () => engine.stop(),
    operations: {
      CreateSchedule: createSchedule(ports),
      CreateScheduleGroup: createScheduleGroup(ports),
      DeleteSchedule: deleteSchedule(ports),
      DeleteScheduleGroup: deleteScheduleGroup(ports),
      GetSchedule: getSchedule(ports),
      GetScheduleGroup: getScheduleGroup(ports),
      ListScheduleGroups: listScheduleGroups(ports),
      ListSchedules: listSchedules(ports),
      ListTagsForResource: listTagsForResource(tags),
      TagResource: tagResource(tags),
      UntagResource: untagResource(tags),
      UpdateSchedule: updateSchedule(ports),
    },
  };
}
