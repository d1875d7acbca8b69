import type { DeleteScheduleInput } from '@aws-sdk/client-scheduler';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { SchedulePorts } from '../schedule-ports.ts';

/**
 * Deletes a schedule.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteSchedule.html
 */
export function deleteSchedule({ store, engine }: SchedulePorts): OperationHandler<Given<DeleteScheduleInput, 'Name'>, object> {
  return ({ Name, GroupName = 'default' }, { region }) => {
    const schedule = store.get(region, GroupName, Name);
    engine.cancel(schedule);
    store.delete(schedule);
    return {};
  };
}
