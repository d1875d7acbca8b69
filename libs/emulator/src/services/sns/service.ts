import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { MessageLog } from './message-log.ts';
import { Notifier } from './notifier.ts';
import { publish, publishBatch } from './operations/publish.ts';
import { setSubscriptionAttributes } from './operations/subscription-attributes.ts';
import {
  confirmByToken,
  confirmSubscription,
  getSubscriptionAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  subscribe,
  unsubscribe,
} from './operations/subscriptions.ts';
import { listTagsForResource, tagResource, untagResource } from './operations/tagging.ts';
import { addPermission, removePermission } from './operations/topic-permissions.ts';
import { createTopic, deleteTopic, getTopicAttributes, listTopics, policyOf, setTopicAttributes } from './operations/topics.ts';
import { TopicStore } from './topic-store.ts';

/**
 * Amazon SNS: topics that notify queues, functions and HTTP endpoints. No e-mail leaves this machine: every message is kept in
 * `sns/messages.jsonl`, and `GET /_stepmaker/sns/messages` shows them (`?topicArn=` those of one topic).
 */
export function createSnsService(runtime: Runtime): Service {
  const { store, clock, dataDir } = runtime;
  const notifier = new Notifier(runtime);
  const topics = new TopicStore(store);
  const log = new MessageLog(dataDir);
  return {
    id: 'sns',
    start: () => notifier.start(),
    stop: () => notifier.stop(),
    resourcePolicy: (arn) => {
      const topic = topics.topics.get(arn);
      return topic && policyOf(topic);
    },
    resourceTags: (arn) => topics.topics.get(arn)?.tags,
    operations: {
      AddPermission: addPermission(topics),
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
      Publish: publish(topics, log, notifier, runtime),
      PublishBatch: publishBatch(topics, log, notifier, runtime),
      RemovePermission: removePermission(topics),
      SetSubscriptionAttributes: setSubscriptionAttributes(topics),
      SetTopicAttributes: setTopicAttributes(topics),
      Subscribe: subscribe({ store: topics, log, notifier, runtime }),
      TagResource: tagResource(topics),
      Unsubscribe: unsubscribe(topics),
      UntagResource: untagResource(topics),
    },
    fetch({ query }, path) {
      const topicArn = new URLSearchParams(query).get('topicArn');
      const headers = { 'content-type': 'application/json' };
      const token = /^\/confirm\/([0-9a-f]{64})$/u.exec(path)?.[1];
      const confirmed = token === undefined ? undefined : confirmByToken(topics, token);
      if (confirmed !== undefined) return { status: 200, headers, body: JSON.stringify({ SubscriptionArn: confirmed }) };
      if (path !== '/messages') return { status: 404, headers, body: JSON.stringify({ message: `There is nothing at ${path}` }) };
      const messages = log.read().filter((message) => topicArn === null || message.topicArn === topicArn);
      return { status: 200, headers, body: JSON.stringify({ messages }) };
    },
  };
}
