import { arn } from '../../../core/arn.ts';
import { tagsFromList } from '../../../core/tags.ts';
import { ignoreNotFound } from '../failure-reason.ts';
import { refuseExisting } from './existing.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceType } from './resource-type.ts';
import { updateTags } from './update-tags.ts';

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
    const tags = tagsFromList(mergedTags(properties['Tags'], context));
    const { QueueUrl } = await context.call<{ QueueUrl: string }>('sqs', 'CreateQueue', {
      QueueName,
      Attributes: attributesOf(properties),
      ...(Object.keys(tags).length > 0 ? { tags } : {}),
    });
    const Arn = arn('sqs', context, QueueName);
    return { physicalId: QueueUrl, attributes: { Arn, QueueName, QueueUrl } };
  },
  update: async (state, properties, before, context) => {
    const QueueUrl = state.physicalId;
    const [after, former] = [attributesOf(properties), attributesOf(before)];
    const gone = Object.keys(former).filter((name) => !(name in after));
    const Attributes = { ...Object.fromEntries(gone.map((name) => [name, DEFAULTS[name] ?? ''])), ...after };
    if (Object.keys(Attributes).length > 0) await context.call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes });
    const { Tags = {} } = await context.call<{ Tags?: Record<string, string> }>('sqs', 'ListQueueTags', { QueueUrl });
    await updateTags(Tags, properties['Tags'], context, {
      remove: (TagKeys) => context.call('sqs', 'UntagQueue', { QueueUrl, TagKeys }),
      set: (tags) => context.call('sqs', 'TagQueue', { QueueUrl, Tags: tags }),
    });
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('sqs', 'DeleteQueue', { QueueUrl: physicalId }));
  },
};

/** Defaults of attributes that a template no longer sets. */
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
