import type {
  CreateScheduleInput,
  CreateScheduleOutput,
  DeleteScheduleInput,
  GetScheduleInput,
  GetScheduleOutput,
  ListSchedulesInput,
  ListSchedulesOutput,
  UpdateScheduleInput,
} from '@aws-sdk/client-scheduler';
import { notServed } from '../../../core/aws-error.ts';
import type { Runtime } from '../../../core/runtime.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { isServedTarget } from '../../../delivery/deliver.ts';
import { parseSchedule } from '../../../schedule/schedule-expression.ts';
import { isTimeZone } from '../../../schedule/time-zone.ts';
import { conflict, validation } from '../errors.ts';
import type { ScheduleEngine } from '../schedule-engine.ts';
import type { Schedule, ScheduleStore } from '../schedule-store.ts';

/** What the operations on schedules stand on. */
export interface SchedulePorts {
  readonly runtime: Runtime;
  readonly store: ScheduleStore;
  readonly engine: ScheduleEngine;
}

/** Members of a target that are served; others belong to targets that are not. */
const SERVED_MEMBERS = new Set(['Arn', 'DeadLetterConfig', 'Input', 'RetryPolicy', 'RoleArn', 'SqsParameters']);

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
export function createSchedule(ports: SchedulePorts): OperationHandler<CreateScheduleInput, CreateScheduleOutput> {
  return (input, call) => {
    const { runtime, store, engine } = ports;
    const { Name = '', GroupName = 'default' } = input;
    store.group(call.region, GroupName);
    check(input, runtime, call);
    if (store.find(call.region, GroupName, Name) !== undefined) throw conflict(`Schedule ${Name} already exists.`);
    const schedule = scheduleOf(input, runtime.clock.now(), call);
    store.put(schedule);
    engine.set(schedule);
    return { ScheduleArn: schedule.arn };
  };
}

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html */
export function updateSchedule({
  runtime,
  store,
  engine,
}: SchedulePorts): OperationHandler<UpdateScheduleInput, CreateScheduleOutput> {
  return (input, call) => {
    const { Name = '', GroupName = 'default' } = input;
    const existing = store.get(call.region, GroupName, Name);
    check(input, runtime, call);
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

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
export function getSchedule({ store }: SchedulePorts): OperationHandler<GetScheduleInput, GetScheduleOutput> {
  return ({ Name = '', GroupName = 'default' }, { region }) => {
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

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteSchedule.html */
export function deleteSchedule({ store, engine }: SchedulePorts): OperationHandler<DeleteScheduleInput, object> {
  return ({ Name = '', GroupName = 'default' }, { region }) => {
    const schedule = store.get(region, GroupName, Name);
    engine.cancel(schedule);
    store.delete(schedule);
    return {};
  };
}

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html */
export function listSchedules({ store }: SchedulePorts): OperationHandler<ListSchedulesInput, ListSchedulesOutput> {
  return ({ GroupName, NamePrefix = '', State, NextToken = '', MaxResults = 100 }, { region }) => {
    if (GroupName !== undefined) store.group(region, GroupName);
    const found = store
      .list(region)
      .filter(
        ({ group, name, state }) =>
          (GroupName === undefined || group === GroupName) &&
          name.startsWith(NamePrefix) &&
          (State === undefined || state === State) &&
          `${group}/${name}` > NextToken,
      );
    const page = found.slice(0, MaxResults);
    const last = page.at(-1);
    return {
      Schedules: page.map((schedule) => ({
        Arn: schedule.arn,
        Name: schedule.name,
        GroupName: schedule.group,
        State: schedule.state,
        CreationDate: new Date(schedule.createdAt),
        LastModificationDate: new Date(schedule.modifiedAt),
        Target: { Arn: schedule.target.Arn },
      })),
      ...(page.length < found.length && last !== undefined ? { NextToken: `${last.group}/${last.name}` } : {}),
    };
  };
}

function scheduleOf(input: CreateScheduleInput, now: number, { region, partition, account }: Call): Schedule {
  const { Name = '', GroupName = 'default', StartDate, EndDate, Description, KmsKeyArn, State = 'ENABLED' } = input;
  return {
    name: Name,
    group: GroupName,
    region,
    arn: `arn:${partition}:scheduler:${region}:${account}:schedule/${GroupName}/${Name}`,
    expression: input.ScheduleExpression ?? '',
    zone: input.ScheduleExpressionTimezone ?? 'UTC',
    ...(Description === undefined ? {} : { description: Description }),
    state: State,
    ...(StartDate === undefined ? {} : { startDate: StartDate.getTime() }),
    ...(EndDate === undefined ? {} : { endDate: EndDate.getTime() }),
    ...(KmsKeyArn === undefined ? {} : { kmsKeyArn: KmsKeyArn }),
    target: {
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      ...input.Target,
    } as Schedule['target'],
    flexibleTimeWindow: input.FlexibleTimeWindow ?? { Mode: 'OFF' },
    actionAfterCompletion: input.ActionAfterCompletion ?? 'NONE',
    createdAt: now,
    modifiedAt: now,
  };
}

function check(input: CreateScheduleInput, { aws }: Runtime, { partition, region, account }: Call): void {
  const { ScheduleExpression = '', ScheduleExpressionTimezone = 'UTC', FlexibleTimeWindow, StartDate, EndDate, Target } = input;
  if (!isTimeZone(ScheduleExpressionTimezone))
    throw validation(`Invalid ScheduleExpressionTimezone ${ScheduleExpressionTimezone}.`);
  if (parseSchedule(ScheduleExpression, ScheduleExpressionTimezone) === undefined)
    throw validation(`Invalid Schedule Expression ${ScheduleExpression}.`);
  const { Mode, MaximumWindowInMinutes } = FlexibleTimeWindow ?? {};
  if (Mode === 'FLEXIBLE' && MaximumWindowInMinutes === undefined)
    throw validation('MaximumWindowInMinutes is required when FlexibleTimeWindow is set to FLEXIBLE.');
  if (Mode === 'OFF' && MaximumWindowInMinutes !== undefined)
    throw validation('MaximumWindowInMinutes must not be set when FlexibleTimeWindow is set to OFF.');
  if (StartDate !== undefined && EndDate !== undefined && StartDate >= EndDate)
    throw validation('The StartDate you specify must come before the EndDate.');
  const { Arn = '', RoleArn = '' } = Target ?? {};
  if (!/^arn:[\w-]+:[\w-]+:[\w-]*:\d*:.+/u.test(Arn)) throw validation(`Provided Arn is not in correct format.`);
  if (!isServedTarget(Arn) || Arn.includes(':logs:')) throw notServed(`The EventBridge Scheduler target ${Arn}`);
  const unknown = Object.entries(Target ?? {}).find(([name, value]) => value !== undefined && !SERVED_MEMBERS.has(name));
  if (unknown !== undefined) throw notServed(`EventBridge Scheduler's ${unknown[0]} of a target`);
  try {
    const group = `arn:${partition}:scheduler:${region}:${account}:schedule-group/${input.GroupName ?? 'default'}`;
    aws.assumeRole(RoleArn, 'scheduler', 'scheduler.amazonaws.com', group);
  } catch {
    throw validation('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
  }
}
