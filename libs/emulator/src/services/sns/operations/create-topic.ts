import type { CreateTopicCommandInput, CreateTopicResponse } from '@aws-sdk/client-sns';
import { arn } from '../../../core/arn.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type Tags, tagsFromList } from '../../../core/tags.ts';
import { invalidParameter } from '../errors.ts';
import { checkAttribute } from '../topic-attributes.ts';
import type { TopicStore } from '../topic-store.ts';

/**
 * Creates a topic, or returns the one that exists with the same attributes and tags.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 */
export function createTopic(
  { topics }: TopicStore,
  clock: Clock,
): OperationHandler<Given<CreateTopicCommandInput, 'Name'>, CreateTopicResponse> {
  return ({ Name, Attributes = {}, Tags = [] }, call) => {
    const fifo = Attributes['FifoTopic'] === 'true';
    if (!/^[A-Za-z0-9_-]{1,256}(?:\.fifo)?$/u.test(Name) || Name.length > 256) throw invalidParameter('Topic Name');
    if (fifo !== Name.endsWith('.fifo'))
      throw invalidParameter(
        fifo
          ? 'Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.'
          : 'Topic Name',
      );
    for (const [name, value] of Object.entries(Attributes)) checkAttribute(name, value);
    const topicArn = arn('sns', call, Name);
    const tags = tagsFromList(Tags);
    const existing = topics.get(topicArn);
    if (existing !== undefined) {
      if (Object.entries(Attributes).some(([name, value]) => existing.attributes[name] !== value))
        throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
      if (Tags.length > 0 && JSON.stringify(sorted(tags)) !== JSON.stringify(sorted(existing.tags)))
        throw invalidParameter('Tags Reason: Topic already exists with different tags');
      return { TopicArn: topicArn };
    }
    const { region, account } = call;
    topics.put(topicArn, { arn: topicArn, name: Name, region, account, attributes: Attributes, tags, createdAt: clock.now() });
    return { TopicArn: topicArn };
  };
}

function sorted(tags: Tags): [string, string][] {
  return Object.entries(tags).sort(([left], [right]) => (left < right ? -1 : 1));
}
