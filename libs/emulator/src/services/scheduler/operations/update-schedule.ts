import type { CreateScheduleOutput } from '@aws-sdk/client-scheduler';
import type { OperationHandler } from '../../../core/service.ts';
import { checkSchedule, type ScheduleRequest, scheduleOf } from '../schedule-input.ts';
import type { SchedulePorts } from '../schedule-ports.ts';
import type { Schedule } from '../schedule-store.ts';

/**
 * Replaces a schedule. Settings that the request leaves out get their defaults.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
 */
export function updateSchedule({
  runtime,
  store,
  engine,
}: SchedulePorts): OperationHandler<ScheduleRequest, CreateScheduleOutput> {
  return (input, call) => {
    const { Name, GroupName = 'default' } = input;
    const existing = store.get(call.region, GroupName, Name);
    checkSchedule(input, runtime, call);
    const schedule: Schedule = {
      ...scheduleOf(input, runtime.clock.now(), call),
      createdAt: existing.createdAt,
      // The same moment does not come twice.
      ...(existing.firedFor !== undefined && existing.expression === input.ScheduleExpression
        ? { firedFor: existing.firedFor }
        : {}),
    };
    store.put(schedule);
    engine.set(schedule);
    return { ScheduleArn: schedule.arn };
  };
}
