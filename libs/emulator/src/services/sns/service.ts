import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { confirmByToken } from './confirmation.ts';
import { MessageLog } from './message-log.ts';
import { Notifier } from './notifier.ts';
import { addPermission } from './operations/add-permission.ts';
import { confirmSubscription } from './operations/confirm-subscription.ts';
import { createTopic } from './operations/create-topic.ts';
import { deleteTopic } from './operations/delete-topic.ts';
import { getDataProtectionPolicy } from './operations/get-data-protection-policy.ts';
import { getSubscriptionAttributes } from './operations/get-subscription-attributes.ts';
import { getTopicAttributes } from './operations/get-topic-attributes.ts';
import { listSubscriptions } from './operations/list-subscriptions.ts';
import { listSubscriptionsByTopic } from './operations/list-subscriptions-by-topic.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { listTopics } from './operations/list-topics.ts';
import { publish } from './operations/publish.ts';
import { publishBatch } from './operations/publish-batch.ts';
import { removePermission } from './operations/remove-permission.ts';
import { setSubscriptionAttributes } from './operations/set-subscription-attributes.ts';
import { setTopicAttributes } from './operations/set-topic-attributes.ts';
import { subscribe } from './operations/subscribe.ts';
import { tagResource } from './operations/tag-resource.ts';
import { unsubscribe } from './operations/unsubscribe.ts';
import { untagResource } from './operations/untag-resource.ts';
import type { Sns } from './sns.ts';
import { policyOf } from './topic-policy.ts';
import { TopicStore } from './topic-store.ts';
import { topicTags } from './topic-tags.ts';

/**
 * Amazon SNS: topics that notify queues, functions and HTTP endpoints. No e-mail leaves this machine: every message is kept in
 * `sns/messages.jsonl`, and `GET /_stepmaker/sns/messages` shows them (`?topicArn=` those of one topic).
 */
export function createSnsService(runtime: Runtime): Service {
  const { store, clock, dataDir } = runtime;
  const notifier = new Notifier(runtime);
  const topics = new TopicStore(store);
  const log = new MessageLog(dataDir);
  const sns: Sns = { store: topics, log, notifier, runtime };
  const tags = topicTags(topics);
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
      GetDataProtectionPolicy: getDataProtectionPolicy(topics),
      GetSubscriptionAttributes: getSubscriptionAttributes(topics),
      GetTopicAttributes: getTopicAttributes(topics),
      ListSubscriptions: listSubscriptions(topics),
      ListSubscriptionsByTopic: listSubscriptionsByTopic(topics),
      ListTagsForResource: listTagsForResource(tags),
      ListTopics: listTopics(topics),
      Publish: publish(sns),
      PublishBatch: publishBatch(sns),
      RemovePermission: removePermission(topics),
      SetSubscriptionAttributes: setSubscriptionAttributes(topics),
      SetTopicAttributes: setTopicAttributes(topics),
      Subscribe: subscribe(sns),
      TagResource: tagResource(tags),
      Unsubscribe: unsubscribe(topics),
      UntagResource: untagResource(tags),
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
