import type { CreateScheduleOutput } from '@aws-sdk/client-scheduler';
import type { OperationHandler } from '../../../core/service.ts';
import { conflict } from '../errors.ts';
import { checkSchedule, type ScheduleRequest, scheduleOf } from '../schedule-input.ts';
import type { SchedulePorts } from '../schedule-ports.ts';

/**
 * Creates a schedule.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export function createSchedule(ports: SchedulePorts): OperationHandler<ScheduleRequest, CreateScheduleOutput> {
  return (input, call) => {
    const { runtime, store, engine } = ports;
    const { Name, GroupName = 'default' } = input;
    store.group(call.region, GroupName);
    checkSchedule(input, runtime, call);
    if (store.find(call.region, GroupName, Name) !== undefined) throw conflict(`Schedule ${Name} already exists.`);
    const schedule = scheduleOf(input, runtime.clock.now(), call);
    store.put(schedule);
    engine.set(schedule);
    return { ScheduleArn: schedule.arn };
  };
}
