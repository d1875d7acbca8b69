import { arn } from '../../../core/arn.ts';
import { tagList, tagsFromList } from '../../../core/tags.ts';
import { ignoreNotFound } from '../failure-reason.ts';
import type { JsonObject } from '../template/json.ts';
import { refuseExisting } from './existing.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceContext, type ResourceType } from './resource-type.ts';
import { updateTags } from './update-tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export const snsTopic: ResourceType = {
  typeName: 'AWS::SNS::Topic',
  properties: {
    ArchivePolicy: 'notServed',
    ContentBasedDeduplication: 'boolean',
    DataProtectionPolicy: 'notServed',
    DeliveryStatusLogging: 'notServed',
    DisplayName: 'string',
    FifoThroughputScope: 'notServed',
    FifoTopic: 'boolean',
    KmsMasterKeyId: 'string',
    SignatureVersion: 'string',
    Subscription: [{ Endpoint: 'string', Protocol: 'string' }],
    Tags: TAGS,
    TopicName: 'string',
    TracingConfig: 'string',
  },
  required: [],
  createOnly: ['TopicName', 'FifoTopic'],
  nameProperty: 'TopicName',
  generatedName: { maximumLength: 256 },
  attributes: ['TopicArn', 'TopicName'],
  create: async (properties, context) => {
    const isFifo = properties['FifoTopic'] === true;
    const Name = String(properties['TopicName'] ?? `${context.generatedName}${isFifo ? '.fifo' : ''}`);
    if (properties['TopicName'] !== undefined) {
      await refuseExisting(context, Name, ['sns', 'GetTopicAttributes', { TopicArn: arn('sns', context, Name) }]);
    }
    const { TopicArn } = await context.call<{ TopicArn: string }>('sns', 'CreateTopic', {
      Name,
      Attributes: attributesOf(properties),
      Tags: mergedTags(properties['Tags'], context),
    });
    context.claim(TopicArn);
    await subscribe(TopicArn, properties, {}, context);
    return { physicalId: TopicArn, attributes: { TopicArn, TopicName: Name } };
  },
  update: async (state, properties, before, context) => {
    const TopicArn = state.physicalId;
    const [after, former] = [attributesOf(properties), attributesOf(before)];
    for (const [AttributeName, AttributeValue] of Object.entries({ ...cleared(former), ...after })) {
      if (former[AttributeName] !== after[AttributeName]) {
        await context.call('sns', 'SetTopicAttributes', { TopicArn, AttributeName, AttributeValue });
      }
    }
    await subscribe(TopicArn, properties, before, context);
    const { Tags = [] } = await context.call<{ Tags?: { Key: string; Value: string }[] }>('sns', 'ListTagsForResource', {
      ResourceArn: TopicArn,
    });
    await updateTags(tagsFromList(Tags), properties['Tags'], context, {
      remove: (TagKeys) => context.call('sns', 'UntagResource', { ResourceArn: TopicArn, TagKeys }),
      set: (tags) => context.call('sns', 'TagResource', { ResourceArn: TopicArn, Tags: tagList(tags) }),
    });
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('sns', 'DeleteTopic', { TopicArn: physicalId }));
  },
};

const ATTRIBUTES = [
  'ContentBasedDeduplication',
  'DisplayName',
  'FifoTopic',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
] as const;

function attributesOf(properties: Properties): Record<string, string> {
  return Object.fromEntries(
    ATTRIBUTES.filter((name) => properties[name] !== undefined).map((name) => [name, String(properties[name])]),
  );
}

/** Defaults of attributes that a template does not set; without one here, empty. */
const DEFAULTS: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: 'false',
  SignatureVersion: '1',
  TracingConfig: 'PassThrough',
};

function cleared(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.keys(attributes).map((name) => [name, DEFAULTS[name] ?? '']));
}

async function subscribe(TopicArn: string, properties: Properties, before: Properties, context: ResourceContext): Promise<void> {
  const wanted = (properties['Subscription'] ?? []) as readonly JsonObject[];
  const former = (before['Subscription'] ?? []) as readonly JsonObject[];
  const key = ({ Protocol, Endpoint }: JsonObject): string => `${String(Protocol)} ${String(Endpoint)}`;
  const present = new Set(former.map(key));
  for (const subscription of wanted.filter((each) => !present.has(key(each)))) {
    await context.call('sns', 'Subscribe', { TopicArn, Protocol: subscription['Protocol'], Endpoint: subscription['Endpoint'] });
  }
  const kept = new Set(wanted.map(key));
  const gone = new Set(former.map(key).filter((each) => !kept.has(each)));
  if (gone.size === 0) return;
  const { Subscriptions = [] } = await context.call<{ Subscriptions?: JsonObject[] }>('sns', 'ListSubscriptionsByTopic', {
    TopicArn,
  });
  // One that was never confirmed has no ARN; it lapses by itself.
  const confirmed = Subscriptions.filter(({ SubscriptionArn }) => String(SubscriptionArn).startsWith('arn:'));
  for (const subscription of confirmed.filter((each) => gone.has(key(each)))) {
    await ignoreNotFound(context.call('sns', 'Unsubscribe', { SubscriptionArn: subscription['SubscriptionArn'] }));
  }
}
