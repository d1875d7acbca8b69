import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceResponse,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-sns';
import { AwsError } from '../../../core/aws-error.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Topic, TopicStore } from '../topic-store.ts';

/** @see https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export function tagResource(store: TopicStore): OperationHandler<TagResourceCommandInput, object> {
  return ({ ResourceArn, Tags = [] }) => {
    const topic = tagged(store, ResourceArn);
    const added = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    store.topics.put(topic.arn, { ...topic, tags: { ...topic.tags, ...added } });
    return {};
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html */
export function untagResource(store: TopicStore): OperationHandler<UntagResourceCommandInput, object> {
  return ({ ResourceArn, TagKeys = [] }) => {
    const topic = tagged(store, ResourceArn);
    const tags = Object.fromEntries(Object.entries(topic.tags).filter(([key]) => !TagKeys.includes(key)));
    store.topics.put(topic.arn, { ...topic, tags });
    return {};
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
export function listTagsForResource(
  store: TopicStore,
): OperationHandler<ListTagsForResourceCommandInput, ListTagsForResourceResponse> {
  return ({ ResourceArn }) => ({ Tags: Object.entries(tagged(store, ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })) });
}

function tagged({ topics }: TopicStore, arn = ''): Topic {
  const topic = topics.get(arn);
  if (topic === undefined) throw new AwsError({ code: 'ResourceNotFound', message: 'Resource does not exist', httpStatus: 404 });
  return topic;
}
