import type { CreateScheduleInput } from '@aws-sdk/client-scheduler';
import { arn } from '../../core/arn.ts';
import { notServed } from '../../core/aws-error.ts';
import type { Given } from '../../core/given.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { Call } from '../../core/service.ts';
import { isServedTarget } from '../../delivery/deliver.ts';
import { DEFAULT_RETRY_POLICY } from '../../delivery/retry-policy.ts';
import { parseSchedule } from '../../schedule/schedule-expression.ts';
import { isTimeZone } from '../../schedule/time-zone.ts';
import { validation } from './errors.ts';
import { scheduleGroupArn } from './schedule-group.ts';
import type { Schedule } from './schedule-store.ts';

/** Members of a target that are served; others belong to targets that are not. */
const SERVED_MEMBERS = new Set(['Arn', 'DeadLetterConfig', 'Input', 'RetryPolicy', 'RoleArn', 'SqsParameters']);

/** A request for a schedule that the API model allows. */
export type ScheduleRequest = Given<CreateScheduleInput, 'Name' | 'ScheduleExpression' | 'Target' | 'FlexibleTimeWindow'>;

/** The schedule that a request describes, as the store keeps it. */
export function scheduleOf(input: ScheduleRequest, now: number, call: Call): Schedule {
  const { Name, GroupName = 'default', StartDate, EndDate, Description, KmsKeyArn, State = 'ENABLED' } = input;
  return {
    name: Name,
    group: GroupName,
    region: call.region,
    arn: arn('scheduler', call, `schedule/${GroupName}/${Name}`),
    expression: input.ScheduleExpression,
    zone: input.ScheduleExpressionTimezone ?? 'UTC',
    ...(Description === undefined ? {} : { description: Description }),
    state: State,
    ...(StartDate === undefined ? {} : { startDate: StartDate.getTime() }),
    ...(EndDate === undefined ? {} : { endDate: EndDate.getTime() }),
    ...(KmsKeyArn === undefined ? {} : { kmsKeyArn: KmsKeyArn }),
    target: { RetryPolicy: DEFAULT_RETRY_POLICY, ...input.Target } as Schedule['target'],
    flexibleTimeWindow: input.FlexibleTimeWindow,
    actionAfterCompletion: input.ActionAfterCompletion ?? 'NONE',
    createdAt: now,
    modifiedAt: now,
  };
}

/** Checks a request for a schedule. @throws AwsError where the scheduler rejects it, or where its target is not served */
export function checkSchedule(input: ScheduleRequest, runtime: Runtime, call: Call): void {
  const { ScheduleExpression, ScheduleExpressionTimezone = 'UTC', FlexibleTimeWindow, StartDate, EndDate, Target } = input;
  if (!isTimeZone(ScheduleExpressionTimezone))
    throw validation(`Invalid ScheduleExpressionTimezone ${ScheduleExpressionTimezone}.`);
  if (parseSchedule(ScheduleExpression, ScheduleExpressionTimezone) === undefined)
    throw validation(`Invalid Schedule Expression ${ScheduleExpression}.`);
  const { Mode, MaximumWindowInMinutes } = FlexibleTimeWindow;
  if (Mode === 'FLEXIBLE' && MaximumWindowInMinutes === undefined)
    throw validation('MaximumWindowInMinutes is required when FlexibleTimeWindow is set to FLEXIBLE.');
  if (Mode === 'OFF' && MaximumWindowInMinutes !== undefined)
    throw validation('MaximumWindowInMinutes must not be set when FlexibleTimeWindow is set to OFF.');
  if (StartDate !== undefined && EndDate !== undefined && StartDate >= EndDate)
    throw validation('The StartDate you specify must come before the EndDate.');
  const { Arn = '', RoleArn = '' } = Target;
  if (!/^arn:[\w-]+:[\w-]+:[\w-]*:\d*:.+/u.test(Arn)) throw validation(`Provided Arn is not in correct format.`);
  if (!isServedTarget(runtime, Arn) || Arn.includes(':logs:')) throw notServed(`The EventBridge Scheduler target ${Arn}`);
  const unknown = Object.entries(Target).find(([name, value]) => value !== undefined && !SERVED_MEMBERS.has(name));
  if (unknown !== undefined) throw notServed(`EventBridge Scheduler's ${unknown[0]} of a target`);
  try {
    const group = scheduleGroupArn(input.GroupName ?? 'default', call);
    runtime.aws.assumeRole(RoleArn, 'scheduler', 'scheduler.amazonaws.com', group);
  } catch {
    throw validation('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
  }
}
