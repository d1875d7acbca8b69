import { AwsError } from '../../core/aws-error.ts';
import { TagStore } from '../../core/tags.ts';
import type { TopicStore } from './topic-store.ts';

/** The tags of topics, by the topic's ARN. */
export function topicTags({ topics }: TopicStore): TagStore<string> {
  return new TagStore((arn) => {
    const topic = topics.get(arn);
    if (topic === undefined)
      throw new AwsError({ code: 'ResourceNotFound', message: 'Resource does not exist', httpStatus: 404 });
    return { tags: topic.tags, save: (tags) => topics.put(arn, { ...topic, tags }) };
  });
}
