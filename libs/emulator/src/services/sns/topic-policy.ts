import type { Topic, TopicStore } from './topic-store.ts';

/** A topic's policy, as far as its statements are changed. */
export interface TopicPolicy {
  readonly Statement: readonly { readonly Sid?: string | undefined }[];
}

/** Stores a changed policy of a topic. */
export function writePolicy(store: TopicStore, topic: Topic, policy: TopicPolicy): void {
  store.topics.put(topic.arn, { ...topic, attributes: { ...topic.attributes, Policy: JSON.stringify(policy) } });
}

/** The policy of a topic, as JSON: AWS's default one where none was set. */
export function policyOf(topic: Topic): string {
  return topic.attributes['Policy'] || defaultTopicPolicy(topic);
}

function defaultTopicPolicy({ arn, account }: Topic): string {
  const actions = [
    'GetTopicAttributes',
    'SetTopicAttributes',
    'AddPermission',
    'RemovePermission',
    'DeleteTopic',
    'Subscribe',
    'ListSubscriptionsByTopic',
    'Publish',
  ];
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: actions.map((action) => `SNS:${action}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  });
}
