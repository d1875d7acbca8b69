import type { GetScheduleGroupInput, GetScheduleGroupOutput } from '@aws-sdk/client-scheduler';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { scheduleGroupDescription } from '../schedule-group.ts';
import type { SchedulePorts } from '../schedule-ports.ts';

/**
 * Returns a schedule group.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetScheduleGroup.html
 */
export function getScheduleGroup({
  store,
}: SchedulePorts): OperationHandler<Given<GetScheduleGroupInput, 'Name'>, GetScheduleGroupOutput> {
  return ({ Name }, call) => scheduleGroupDescription(store.group(call.region, Name), call);
}
