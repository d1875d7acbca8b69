import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Collection } from '../../../core/store.ts';
import type { Alarm } from '../alarm-store.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html */
export function tagResource(alarms: Collection<Alarm>): OperationHandler<TagResourceCommandInput, object> {
  return ({ ResourceARN, Tags = [] }) => {
    const { key, alarm } = tagged(alarms, ResourceARN);
    const added = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    alarms.put(key, { ...alarm, tags: { ...alarm.tags, ...added } });
    return {};
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html */
export function untagResource(alarms: Collection<Alarm>): OperationHandler<UntagResourceCommandInput, object> {
  return ({ ResourceARN, TagKeys = [] }) => {
    const { key, alarm } = tagged(alarms, ResourceARN);
    alarms.put(key, {
      ...alarm,
      tags: Object.fromEntries(Object.entries(alarm.tags).filter(([name]) => !TagKeys.includes(name))),
    });
    return {};
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource(
  alarms: Collection<Alarm>,
): OperationHandler<ListTagsForResourceCommandInput, ListTagsForResourceOutput> {
  return ({ ResourceARN }) => ({
    Tags: Object.entries(tagged(alarms, ResourceARN).alarm.tags).map(([Key, Value]) => ({ Key, Value })),
  });
}

function tagged(alarms: Collection<Alarm>, arn = ''): { key: string; alarm: Alarm } {
  const [, , , region = '', , , ...name] = arn.split(':');
  const key = `${region}:${name.join(':')}`;
  const alarm = alarms.get(key);
  if (alarm?.arn !== arn)
    throw new AwsError({ code: 'ResourceNotFoundException', message: `Resource ${arn} does not exist`, httpStatus: 404 });
  return { key, alarm };
}
