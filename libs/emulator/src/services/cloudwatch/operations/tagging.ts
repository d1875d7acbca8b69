import type {
  ListTagsForResourceInput,
  ListTagsForResourceOutput,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Collection } from '../../../core/store.ts';
import type { Alarm } from '../alarm-store.ts';
import type { Dashboard } from './dashboards.ts';

type Tags = Readonly<Record<string, string>>;

/** What bears tags: alarms and dashboards. */
export interface Tagged {
  readonly alarms: Collection<Alarm>;
  readonly dashboards: Collection<Dashboard>;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html */
export function tagResource(stores: Tagged): OperationHandler<TagResourceInput, object> {
  return ({ ResourceARN, Tags = [] }) => {
    const added = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    change(stores, ResourceARN, (tags) => ({ ...tags, ...added }));
    return {};
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html */
export function untagResource(stores: Tagged): OperationHandler<UntagResourceInput, object> {
  return ({ ResourceARN, TagKeys = [] }) => {
    change(stores, ResourceARN, (tags) => Object.fromEntries(Object.entries(tags).filter(([name]) => !TagKeys.includes(name))));
    return {};
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource(stores: Tagged): OperationHandler<ListTagsForResourceInput, ListTagsForResourceOutput> {
  return ({ ResourceARN }) => {
    const tags = change(stores, ResourceARN, (present) => present);
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  };
}

/** Gives the tags of a resource another form. @throws AwsError `ResourceNotFoundException` */
function change({ alarms, dashboards }: Tagged, arn = '', how: (tags: Tags) => Tags): Tags {
  const [, , , region = '', , ...rest] = arn.split(':');
  const dashboard = dashboards.get(/^dashboard\/(.+)$/u.exec(rest.join(':'))?.[1] ?? '');
  if (dashboard?.arn === arn) {
    const tags = how(dashboard.tags ?? {});
    dashboards.put(dashboard.name, { ...dashboard, tags });
    return tags;
  }
  const key = `${region}:${rest.slice(1).join(':')}`;
  const alarm = alarms.get(key);
  if (alarm?.arn !== arn)
    throw new AwsError({ code: 'ResourceNotFoundException', message: `Resource ${arn} does not exist`, httpStatus: 404 });
  const tags = how(alarm.tags);
  alarms.put(key, { ...alarm, tags });
  return tags;
}
