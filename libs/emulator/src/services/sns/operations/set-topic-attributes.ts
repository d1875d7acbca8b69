import type { SetTopicAttributesCommandInput } from '@aws-sdk/client-sns';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { checkAttribute } from '../topic-attributes.ts';
import type { TopicStore } from '../topic-store.ts';

/**
 * Sets one attribute of a topic.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
 */
export function setTopicAttributes(
  store: TopicStore,
): OperationHandler<Given<SetTopicAttributesCommandInput, 'TopicArn' | 'AttributeName'>, undefined> {
  return ({ TopicArn, AttributeName, AttributeValue = '' }) => {
    const topic = store.topic(TopicArn);
    if (AttributeName === 'FifoTopic') throw invalidParameter('AttributeName');
    checkAttribute(AttributeName, AttributeValue);
    store.topics.put(topic.arn, { ...topic, attributes: { ...topic.attributes, [AttributeName]: AttributeValue } });
    return undefined;
  };
}
