import { ignoreNotFound } from '../failure-reason.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceContext, type ResourceType } from './resource-type.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-compositealarm.html */
export const cloudWatchCompositeAlarm: ResourceType = {
  typeName: 'AWS::CloudWatch::CompositeAlarm',
  properties: {
    ActionsEnabled: 'boolean',
    ActionsSuppressor: 'notServed',
    ActionsSuppressorExtensionPeriod: 'notServed',
    ActionsSuppressorWaitPeriod: 'notServed',
    AlarmActions: ['string'],
    AlarmDescription: 'string',
    AlarmName: 'string',
    AlarmRule: 'string',
    InsufficientDataActions: ['string'],
    OKActions: ['string'],
    Tags: TAGS,
  },
  required: ['AlarmRule'],
  createOnly: ['AlarmName'],
  nameProperty: 'AlarmName',
  generatedName: { maximumLength: 255 },
  attributes: ['Arn'],
  create: async (properties, context) => {
    const AlarmName = String(properties['AlarmName'] ?? context.generatedName);
    await put(AlarmName, properties, context);
    const { partition, region, account } = context;
    return { physicalId: AlarmName, attributes: { Arn: `arn:${partition}:cloudwatch:${region}:${account}:alarm:${AlarmName}` } };
  },
  update: async (state, properties, _before, context) => {
    await put(state.physicalId, properties, context);
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('cloudwatch', 'DeleteAlarms', { AlarmNames: [physicalId] }));
  },
};

async function put(AlarmName: string, properties: Properties, context: ResourceContext): Promise<void> {
  const tags = mergedTags(properties['Tags'], context);
  const { Tags: _tags, ...settings } = properties;
  const input = { ...settings, AlarmName, ...(tags.length > 0 ? { Tags: tags } : {}) };
  await context.call('cloudwatch', 'PutCompositeAlarm', input);
}
