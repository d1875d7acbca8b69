import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceResponse,
  ListTagsLogGroupCommandInput,
  ListTagsLogGroupResponse,
  TagLogGroupCommandInput,
  TagResourceCommandInput,
  UntagLogGroupCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { OperationHandler } from '../../../core/service.ts';
import { nameOf } from '../group-identifier.ts';
import type { LogGroup, LogStore } from '../log-store.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
export function tagResource(store: LogStore): OperationHandler<TagResourceCommandInput, undefined> {
  return ({ resourceArn, tags = {} }, { region }) => tag(store, store.group(region, nameOf(resourceArn)), tags);
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html */
export function untagResource(store: LogStore): OperationHandler<UntagResourceCommandInput, undefined> {
  return ({ resourceArn, tagKeys = [] }, { region }) => untag(store, store.group(region, nameOf(resourceArn)), tagKeys);
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource(
  store: LogStore,
): OperationHandler<ListTagsForResourceCommandInput, ListTagsForResourceResponse> {
  return ({ resourceArn }, { region }) => ({ tags: store.group(region, nameOf(resourceArn)).tags });
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html */
export function tagLogGroup(store: LogStore): OperationHandler<TagLogGroupCommandInput, undefined> {
  return ({ logGroupName, tags = {} }, { region }) => tag(store, store.group(region, logGroupName), tags);
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html */
export function untagLogGroup(store: LogStore): OperationHandler<UntagLogGroupCommandInput, undefined> {
  return ({ logGroupName, tags = [] }, { region }) => untag(store, store.group(region, logGroupName), tags);
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html */
export function listTagsLogGroup(store: LogStore): OperationHandler<ListTagsLogGroupCommandInput, ListTagsLogGroupResponse> {
  return ({ logGroupName }, { region }) => ({ tags: store.group(region, logGroupName).tags });
}

function tag(store: LogStore, group: LogGroup, tags: Readonly<Record<string, string>>): undefined {
  store.putGroup({ ...group, tags: { ...group.tags, ...tags } });
}

function untag(store: LogStore, group: LogGroup, keys: readonly string[]): undefined {
  store.putGroup({ ...group, tags: Object.fromEntries(Object.entries(group.tags).filter(([key]) => !keys.includes(key))) });
}
