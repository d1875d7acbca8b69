import type { CreateScheduleGroupInput, CreateScheduleGroupOutput } from '@aws-sdk/client-scheduler';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { tagsFromList } from '../../../core/tags.ts';
import { conflict } from '../errors.ts';
import { scheduleGroupArn } from '../schedule-group.ts';
import type { SchedulePorts } from '../schedule-ports.ts';

/**
 * Creates a schedule group.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html
 */
export function createScheduleGroup({
  store,
  runtime,
}: SchedulePorts): OperationHandler<Given<CreateScheduleGroupInput, 'Name'>, CreateScheduleGroupOutput> {
  return ({ Name, Tags = [] }, call) => {
    if (store.findGroup(call.region, Name) !== undefined) throw conflict(`Schedule group ${Name} already exists.`);
    const now = runtime.clock.now();
    const tags = tagsFromList(Tags);
    const arn = scheduleGroupArn(Name, call);
    store.putGroup({ name: Name, region: call.region, arn, tags, createdAt: now, modifiedAt: now });
    return { ScheduleGroupArn: arn };
  };
}
