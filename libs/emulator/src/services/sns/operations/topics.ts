import type {
  CreateTopicCommandInput,
  CreateTopicResponse,
  DeleteTopicCommandInput,
  GetTopicAttributesCommandInput,
  GetTopicAttributesResponse,
  ListTopicsCommandInput,
  ListTopicsResponse,
  SetTopicAttributesCommandInput,
} from '@aws-sdk/client-sns';
import type { Clock } from '../../../core/clock.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import type { Store } from '../../../core/store.ts';
import { invalidParameter } from '../errors.ts';
import { pageOf } from '../page.ts';
import type { Topic, TopicStore } from '../topic-store.ts';

/** Attributes that can be set. */
const SETTABLE = new Set([
  'ArchivePolicy',
  'ContentBasedDeduplication',
  'DeliveryPolicy',
  'DisplayName',
  'FifoThroughputScope',
  'FifoTopic',
  'KmsMasterKeyId',
  'Policy',
  'SignatureVersion',
  'TracingConfig',
]);

/** Attributes by which deliveries are logged, e.g. `LambdaSuccessFeedbackRoleArn`. */
const FEEDBACK =
  /^(?:Application|Firehose|HTTP|Lambda|SQS)(?:SuccessFeedbackRoleArn|FailureFeedbackRoleArn|SuccessFeedbackSampleRate)$/u;

/** @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export function createTopic(
  { topics }: TopicStore,
  clock: Clock,
): OperationHandler<CreateTopicCommandInput, CreateTopicResponse> {
  return ({ Name = '', Attributes = {}, Tags = [] }, { region, account, partition }) => {
    const fifo = Attributes['FifoTopic'] === 'true';
    if (!/^[A-Za-z0-9_-]{1,256}(?:\.fifo)?$/u.test(Name) || Name.length > 256) throw invalidParameter('Topic Name');
    if (fifo !== Name.endsWith('.fifo'))
      throw invalidParameter(
        fifo
          ? 'Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.'
          : 'Topic Name',
      );
    for (const [name, value] of Object.entries(Attributes)) checkAttribute(name, value);
    const arn = `arn:${partition}:sns:${region}:${account}:${Name}`;
    const tags = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    const existing = topics.get(arn);
    if (existing !== undefined) {
      if (Object.entries(Attributes).some(([name, value]) => existing.attributes[name] !== value))
        throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
      if (Tags.length > 0 && JSON.stringify(sorted(tags)) !== JSON.stringify(sorted(existing.tags)))
        throw invalidParameter('Tags Reason: Topic already exists with different tags');
      return { TopicArn: arn };
    }
    topics.put(arn, { arn, name: Name, region, account, attributes: Attributes, tags, createdAt: clock.now() });
    return { TopicArn: arn };
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html */
export function deleteTopic(topicStore: TopicStore, store: Store): OperationHandler<DeleteTopicCommandInput, undefined> {
  return ({ TopicArn = '' }) => {
    store.transaction(() => {
      for (const { arn } of topicStore.subscriptionsOf(TopicArn)) topicStore.subscriptions.delete(arn);
      topicStore.topics.delete(TopicArn);
    });
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
export function listTopics({ topics }: TopicStore): OperationHandler<ListTopicsCommandInput, ListTopicsResponse> {
  return ({ NextToken = '' }, call) => {
    const { page, ...rest } = pageOf(topics.list({ prefix: prefixOf(call), after: NextToken, limit: 101 }));
    return { Topics: page.map(({ arn }) => ({ TopicArn: arn })), ...rest };
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export function getTopicAttributes(
  store: TopicStore,
): OperationHandler<GetTopicAttributesCommandInput, GetTopicAttributesResponse> {
  return ({ TopicArn }) => {
    const topic = store.topic(TopicArn);
    const subscriptions = store.subscriptionsOf(topic.arn);
    const pending = subscriptions.filter(({ token }) => token !== undefined).length;
    return {
      Attributes: {
        Policy: policyOf(topic),
        EffectiveDeliveryPolicy: EFFECTIVE_DELIVERY_POLICY,
        DisplayName: '',
        ...topic.attributes,
        Owner: topic.account,
        TopicArn: topic.arn,
        SubscriptionsConfirmed: String(subscriptions.length - pending),
        SubscriptionsPending: String(pending),
        SubscriptionsDeleted: '0',
      },
    };
  };
}

/** @see https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export function setTopicAttributes(store: TopicStore): OperationHandler<SetTopicAttributesCommandInput, undefined> {
  return ({ TopicArn, AttributeName = '', AttributeValue = '' }) => {
    const topic = store.topic(TopicArn);
    if (AttributeName === 'FifoTopic') throw invalidParameter('AttributeName');
    checkAttribute(AttributeName, AttributeValue);
    store.topics.put(topic.arn, { ...topic, attributes: { ...topic.attributes, [AttributeName]: AttributeValue } });
    return undefined;
  };
}

/** The prefix of the ARNs of a region's topics. */
export function prefixOf({ partition, region, account }: Call): string {
  return `arn:${partition}:sns:${region}:${account}:`;
}

const EFFECTIVE_DELIVERY_POLICY = JSON.stringify({
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
});

/** The policy of a topic, as JSON: AWS's default one where none was set. */
export function policyOf(topic: Topic): string {
  return topic.attributes['Policy'] || defaultPolicy(topic);
}

function defaultPolicy({ arn, account }: Topic): string {
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

function checkAttribute(name: string, value: string): void {
  if (!SETTABLE.has(name) && !FEEDBACK.test(name)) throw invalidParameter('AttributeName');
  if (name !== 'Policy' && name !== 'DeliveryPolicy') return;
  try {
    JSON.parse(value === '' ? '{}' : value);
  } catch {
    throw invalidParameter(`${name}: failed to parse JSON.`);
  }
}

function sorted(tags: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(tags).sort(([left], [right]) => (left < right ? -1 : 1));
}
