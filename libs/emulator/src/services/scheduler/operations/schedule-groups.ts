import type {
  CreateScheduleGroupInput,
  CreateScheduleGroupOutput,
  DeleteScheduleGroupInput,
  GetScheduleGroupInput,
  GetScheduleGroupOutput,
  ListScheduleGroupsInput,
  ListScheduleGroupsOutput,
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-scheduler';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { conflict, notFound, validation } from '../errors.ts';
import type { ScheduleGroup } from '../schedule-store.ts';
import type { SchedulePorts } from './schedules.ts';

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateScheduleGroup.html */
export function createScheduleGroup({
  store,
  runtime,
}: SchedulePorts): OperationHandler<CreateScheduleGroupInput, CreateScheduleGroupOutput> {
  return ({ Name = '', Tags = [] }, call) => {
    if (store.findGroup(call.region, Name) !== undefined) throw conflict(`Schedule group ${Name} already exists.`);
    const now = runtime.clock.now();
    const tags = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    const arn = arnOf(Name, call);
    store.putGroup({ name: Name, region: call.region, arn, tags, createdAt: now, modifiedAt: now });
    return { ScheduleGroupArn: arn };
  };
}

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetScheduleGroup.html */
export function getScheduleGroup({ store }: SchedulePorts): OperationHandler<GetScheduleGroupInput, GetScheduleGroupOutput> {
  return ({ Name = '' }, call) => shape(store.group(call.region, Name), call);
}

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListScheduleGroups.html */
export function listScheduleGroups({
  store,
}: SchedulePorts): OperationHandler<ListScheduleGroupsInput, ListScheduleGroupsOutput> {
  return ({ NamePrefix = '' }, call) => ({
    ScheduleGroups: store
      .groups(call.region)
      .filter(({ name }) => name.startsWith(NamePrefix))
      .map((group) => shape(group, call)),
  });
}

/** Its schedules go with it. @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteScheduleGroup.html */
export function deleteScheduleGroup({ store, engine }: SchedulePorts): OperationHandler<DeleteScheduleGroupInput, object> {
  return ({ Name = '' }, { region }) => {
    if (Name === 'default') throw validation('Deleting default schedule group is not allowed.');
    const group = store.group(region, Name);
    for (const schedule of store.list(region)) if (schedule.group === Name) engine.cancel(schedule);
    store.deleteGroup(group);
    return {};
  };
}

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_TagResource.html */
export function tagResource({ store }: SchedulePorts): OperationHandler<TagResourceInput, object> {
  return ({ ResourceArn, Tags = [] }, call) => {
    const group = tagged(ResourceArn, call, store);
    const added = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    store.putGroup({ ...group, tags: { ...group.tags, ...added } });
    return {};
  };
}

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UntagResource.html */
export function untagResource({ store }: SchedulePorts): OperationHandler<UntagResourceInput, object> {
  return ({ ResourceArn, TagKeys = [] }, call) => {
    const group = tagged(ResourceArn, call, store);
    store.putGroup({ ...group, tags: Object.fromEntries(Object.entries(group.tags).filter(([key]) => !TagKeys.includes(key))) });
    return {};
  };
}

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource({
  store,
}: SchedulePorts): OperationHandler<ListTagsForResourceInput, ListTagsForResourceOutput> {
  return ({ ResourceArn }, call) => ({
    Tags: Object.entries(tagged(ResourceArn, call, store).tags).map(([Key, Value]) => ({ Key, Value })),
  });
}

/** Only groups bear tags. */
function tagged(arn = '', { region }: Call, store: SchedulePorts['store']): ScheduleGroup {
  const name = /:schedule-group\/([\w.-]+)$/u.exec(arn)?.[1];
  if (name === undefined) throw notFound(`Resource ${arn} does not exist.`);
  return store.group(region, name);
}

function shape(group: ScheduleGroup, call: Call): GetScheduleGroupOutput {
  const { name, createdAt, modifiedAt } = group;
  return {
    Arn: arnOf(name, call),
    Name: name,
    State: 'ACTIVE',
    CreationDate: new Date(createdAt),
    LastModificationDate: new Date(modifiedAt),
  };
}

function arnOf(name: string, { partition, region, account }: Call): string {
  return `arn:${partition}:scheduler:${region}:${account}:schedule-group/${name}`;
}
