import type { GetScheduleInput, GetScheduleOutput } from '@aws-sdk/client-scheduler';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { SchedulePorts } from '../schedule-ports.ts';

/**
 * Returns a schedule.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html
 */
export function getSchedule({ store }: SchedulePorts): OperationHandler<Given<GetScheduleInput, 'Name'>, GetScheduleOutput> {
  return ({ Name, GroupName = 'default' }, { region }) => {
    const schedule = store.get(region, GroupName, Name);
    const date = (millis: number | undefined): Date | undefined => (millis === undefined ? undefined : new Date(millis));
    return {
      Arn: schedule.arn,
      Name: schedule.name,
      GroupName: schedule.group,
      ScheduleExpression: schedule.expression,
      ScheduleExpressionTimezone: schedule.zone,
      State: schedule.state,
      Description: schedule.description,
      StartDate: date(schedule.startDate),
      EndDate: date(schedule.endDate),
      KmsKeyArn: schedule.kmsKeyArn,
      Target: schedule.target,
      FlexibleTimeWindow: schedule.flexibleTimeWindow,
      ActionAfterCompletion: schedule.actionAfterCompletion,
      CreationDate: date(schedule.createdAt),
      LastModificationDate: date(schedule.modifiedAt),
    };
  };
}
