import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { MessageLog } from './message-log.ts';
import { publish, publishBatch } from './operations/publish.ts';
import {
  confirmSubscription,
  getSubscriptionAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  subscribe,
  unsubscribe,
} from './operations/subscriptions.ts';
import { listTagsForResource, tagResource, untagResource } from './operations/tagging.ts';
import { createTopic, deleteTopic, getTopicAttributes, listTopics, policyOf, setTopicAttributes } from './operations/topics.ts';
import { TopicStore } from './topic-store.ts';

/**
 * Amazon SNS. No message leaves this machine: each is kept in `sns/messages.jsonl`, and `GET /_stepmaker/sns/messages` shows them
 * (`?topicArn=` those of one topic).
 */
export function createSnsService(runtime: Runtime): Service {
  const { store, clock, dataDir } = runtime;
  const topics = new TopicStore(store);
  const log = new MessageLog(dataDir);
  return {
    id: 'sns',
    resourcePolicy: (arn) => policyOf(topics.topics.get(arn)),
    resourceTags: (arn) => topics.topics.get(arn)?.tags,
    operations: {
      ConfirmSubscription: confirmSubscription(topics),
      CreateTopic: createTopic(topics, clock),
      DeleteTopic: deleteTopic(topics, store),
      GetDataProtectionPolicy: ({ ResourceArn }) => {
        topics.topic(ResourceArn);
        return {};
      },
      GetSubscriptionAttributes: getSubscriptionAttributes(topics),
      GetTopicAttributes: getTopicAttributes(topics),
      ListSubscriptions: listSubscriptions(topics),
      ListSubscriptionsByTopic: listSubscriptionsByTopic(topics),
      ListTagsForResource: listTagsForResource(topics),
      ListTopics: listTopics(topics),
      Publish: publish(topics, log, runtime),
      PublishBatch: publishBatch(topics, log, runtime),
      SetTopicAttributes: setTopicAttributes(topics),
      Subscribe: subscribe(topics, log, clock),
      TagResource: tagResource(topics),
      Unsubscribe: unsubscribe(topics),
      UntagResource: untagResource(topics),
    },
    fetch({ query }, path) {
      const topicArn = new URLSearchParams(query).get('topicArn');
      const headers = { 'content-type': 'application/json' };
      if (path !== '/messages') return { status: 404, headers, body: JSON.stringify({ message: `There is nothing at ${path}` }) };
      const messages = log.read().filter((message) => topicArn === null || message.topicArn === topicArn);
      return { status: 200, headers, body: JSON.stringify({ messages }) };
    },
  };
}
