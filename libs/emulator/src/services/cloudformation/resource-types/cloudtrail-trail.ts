import { tagList, tagsFromList } from '../../../core/tags.ts';
import { ignoreNotFound } from '../failure-reason.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceContext, type ResourceType } from './resource-type.ts';
import { updateTags } from './update-tags.ts';

const FIELD = {
  EndsWith: ['string'],
  Equals: ['string'],
  Field: 'string',
  NotEndsWith: ['string'],
  NotEquals: ['string'],
  NotStartsWith: ['string'],
  StartsWith: ['string'],
} as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html */
export const cloudTrailTrail: ResourceType = {
  typeName: 'AWS::CloudTrail::Trail',
  properties: {
    AdvancedEventSelectors: [{ FieldSelectors: [FIELD], Name: 'string' }],
    AggregationConfigurations: 'notServed',
    CloudWatchLogsLogGroupArn: 'string',
    CloudWatchLogsRoleArn: 'string',
    EnableLogFileValidation: 'boolean',
    EventSelectors: [
      {
        DataResources: [{ Type: 'string', Values: ['string'] }],
        ExcludeManagementEventSources: ['string'],
        IncludeManagementEvents: 'boolean',
        ReadWriteType: 'string',
      },
    ],
    IncludeGlobalServiceEvents: 'boolean',
    InsightSelectors: 'notServed',
    IsLogging: 'boolean',
    IsMultiRegionTrail: 'boolean',
    IsOrganizationTrail: 'boolean',
    KMSKeyId: 'string',
    S3BucketName: 'string',
    S3KeyPrefix: 'string',
    SnsTopicName: 'string',
    Tags: TAGS,
    TrailName: 'string',
  },
  required: ['IsLogging', 'S3BucketName'],
  createOnly: ['TrailName'],
  nameProperty: 'TrailName',
  generatedName: { maximumLength: 128 },
  attributes: ['Arn', 'SnsTopicArn'],
  create: async (properties, context) => {
    const Name = String(properties['TrailName'] ?? context.generatedName);
    const TagsList = mergedTags(properties['Tags'], context);
    const { TrailARN } = await context.call<{ TrailARN: string }>('cloudtrail', 'CreateTrail', {
      ...settingsOf(properties),
      Name,
      ...(TagsList.length > 0 ? { TagsList } : {}),
    });
    context.claim(Name);
    await select(Name, properties, context);
    return { physicalId: Name, attributes: { Arn: TrailARN } };
  },
  update: async (state, properties, _before, context) => {
    const Name = state.physicalId;
    await context.call('cloudtrail', 'UpdateTrail', { ...settingsOf(properties), Name });
    await select(Name, properties, context);
    const ResourceId = state.attributes['Arn'];
    const { ResourceTagList = [] } = await context.call<{ ResourceTagList?: { TagsList?: { Key: string; Value: string }[] }[] }>(
      'cloudtrail',
      'ListTags',
      { ResourceIdList: [ResourceId] },
    );
    await updateTags(tagsFromList(ResourceTagList[0]?.TagsList), properties['Tags'], context, {
      remove: (keys) => context.call('cloudtrail', 'RemoveTags', { ResourceId, TagsList: keys.map((Key) => ({ Key })) }),
      set: (tags) => context.call('cloudtrail', 'AddTags', { ResourceId, TagsList: tagList(tags) }),
    });
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('cloudtrail', 'DeleteTrail', { Name: physicalId }));
  },
};

function settingsOf(properties: Properties): Record<string, unknown> {
  const { KMSKeyId, TrailName: _name, Tags: _tags, IsLogging: _logging, ...rest } = properties;
  const { AdvancedEventSelectors: _advanced, EventSelectors: _selectors, ...settings } = rest;
  return { ...settings, ...(KMSKeyId === undefined ? {} : { KmsKeyId: KMSKeyId }) };
}

async function select(Name: string, properties: Properties, context: ResourceContext): Promise<void> {
  const { AdvancedEventSelectors, EventSelectors, IsLogging } = properties;
  if (AdvancedEventSelectors !== undefined || EventSelectors !== undefined) {
    const selectors = AdvancedEventSelectors === undefined ? { EventSelectors } : { AdvancedEventSelectors };
    await context.call('cloudtrail', 'PutEventSelectors', { TrailName: Name, ...selectors });
  }
  await context.call('cloudtrail', IsLogging === true ? 'StartLogging' : 'StopLogging', { Name });
}
