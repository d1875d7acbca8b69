import type { DeleteScheduleGroupInput } from '@aws-sdk/client-scheduler';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { validation } from '../errors.ts';
import type { SchedulePorts } from '../schedule-ports.ts';

/**
 * Deletes a schedule group with its schedules.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteScheduleGroup.html
 */
export function deleteScheduleGroup({
  store,
  engine,
}: SchedulePorts): OperationHandler<Given<DeleteScheduleGroupInput, 'Name'>, object> {
  return ({ Name }, { region }) => {
    if (Name === 'default') throw validation('Deleting default schedule group is not allowed.');
    const group = store.group(region, Name);
    for (const schedule of store.list(region)) if (schedule.group === Name) engine.cancel(schedule);
    store.deleteGroup(group);
    return {};
  };
}
