import { ignoreNotFound } from '../failure-reason.ts';
import { refuseExisting } from './existing.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceType, tagChanges } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
export const sqsQueue: ResourceType = {
  typeName: 'AWS::SQS::Queue',
  properties: {
    ContentBasedDeduplication: 'boolean',
    DeduplicationScope: 'string',
    DelaySeconds: 'integer',
    FifoQueue: 'boolean',
    FifoThroughputLimit: 'string',
    KmsDataKeyReusePeriodSeconds: 'integer',
    KmsMasterKeyId: 'string',
    MaximumMessageSize: 'integer',
    MessageRetentionPeriod: 'integer',
    QueueName: 'string',
    ReceiveMessageWaitTimeSeconds: 'integer',
    RedriveAllowPolicy: 'json',
    RedrivePolicy: 'json',
    SqsManagedSseEnabled: 'boolean',
    Tags: TAGS,
    VisibilityTimeout: 'integer',
  },
  required: [],
  createOnly: ['QueueName', 'FifoQueue'],
  nameProperty: 'QueueName',
  generatedName: { maximumLength: 75 },
  attributes: ['Arn', 'QueueName', 'QueueUrl'],
  create: async (properties, context) => {
    const isFifo = properties['FifoQueue'] === true;
    const QueueName = String(properties['QueueName'] ?? `${context.generatedName}${isFifo ? '.fifo' : ''}`);
    if (properties['QueueName'] !== undefined) await refuseExisting(context, QueueName, ['sqs', 'GetQueueUrl', { QueueName }]);
    const tags = Object.fromEntries(mergedTags(properties['Tags'], context).map(({ Key, Value }) => [Key, Value]));
    const { QueueUrl } = await context.call<{ QueueUrl: string }>('sqs', 'CreateQueue', {
      QueueName,
      Attributes: attributesOf(properties),
      ...(Object.keys(tags).length > 0 ? { tags } : {}),
    });
    const Arn = `arn:${context.partition}:sqs:${context.region}:${context.account}:${QueueName}`;
    return { physicalId: QueueUrl, attributes: { Arn, QueueName, QueueUrl } };
  },
  update: async (state, properties, before, context) => {
    const QueueUrl = state.physicalId;
    const [after, former] = [attributesOf(properties), attributesOf(before)];
    const gone = Object.keys(former).filter((name) => !(name in after));
    const Attributes = { ...Object.fromEntries(gone.map((name) => [name, DEFAULTS[name] ?? ''])), ...after };
    if (Object.keys(Attributes).length > 0) await context.call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes });
    const { Tags = {} } = await context.call<{ Tags?: Record<string, string> }>('sqs', 'ListQueueTags', { QueueUrl });
    const present = Object.entries(Tags).map(([Key, Value]) => ({ Key, Value }));
    const { set, remove } = tagChanges(present, mergedTags(properties['Tags'], context));
    if (remove.length > 0) await context.call('sqs', 'UntagQueue', { QueueUrl, TagKeys: remove });
    if (set.length > 0) {
      const added = Object.fromEntries(set.map(({ Key, Value }) => [Key, Value]));
      await context.call('sqs', 'TagQueue', { QueueUrl, Tags: added });
    }
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('sqs', 'DeleteQueue', { QueueUrl: physicalId }));
  },
};

/** What an attribute goes back to that a template no longer sets. */
const DEFAULTS: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: 'false',
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
  VisibilityTimeout: '30',
};

function attributesOf({ QueueName: _name, Tags: _tags, ...settings }: Properties): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([name, value]) => name !== 'FifoQueue' || value === true)
      .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );
}
