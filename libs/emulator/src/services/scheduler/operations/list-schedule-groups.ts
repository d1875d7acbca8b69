import type { ListScheduleGroupsInput, ListScheduleGroupsOutput } from '@aws-sdk/client-scheduler';
import type { OperationHandler } from '../../../core/service.ts';
import { scheduleGroupDescription } from '../schedule-group.ts';
import type { SchedulePorts } from '../schedule-ports.ts';

/**
 * Lists the schedule groups of the region. Returns all on one page.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListScheduleGroups.html
 */
export function listScheduleGroups({
  store,
}: SchedulePorts): OperationHandler<ListScheduleGroupsInput, ListScheduleGroupsOutput> {
  return ({ NamePrefix = '' }, call) => ({
    ScheduleGroups: store
      .groups(call.region)
      .filter(({ name }) => name.startsWith(NamePrefix))
      .map((group) => scheduleGroupDescription(group, call)),
  });
}
