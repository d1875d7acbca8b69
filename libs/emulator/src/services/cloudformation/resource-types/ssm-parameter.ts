import { tagList, tagsFromList } from '../../../core/tags.ts';
import { ignoreNotFound } from '../failure-reason.ts';
import { mergedTags, type Properties, type ResourceType } from './resource-type.ts';
import { updateTags } from './update-tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
export const ssmParameter: ResourceType = {
  typeName: 'AWS::SSM::Parameter',
  properties: {
    AllowedPattern: 'string',
    DataType: 'string',
    Description: 'string',
    Name: 'string',
    Policies: 'notServed',
    Tags: { '*': 'string' },
    Tier: 'string',
    Type: 'string',
    Value: 'string',
  },
  required: ['Type', 'Value'],
  createOnly: ['Name'],
  nameProperty: 'Name',
  attributes: ['Type', 'Value'],
  create: async (properties, context) => {
    const Name = String(properties['Name'] ?? `CFN-${properties['Type']}-${context.generatedName}`);
    const Tags = mergedTags(asTags(properties), context);
    await context.call('ssm', 'PutParameter', { ...settingsOf(properties), Name, ...(Tags.length > 0 ? { Tags } : {}) });
    return { physicalId: Name, attributes: attributesOf(properties) };
  },
  update: async ({ physicalId: Name }, properties, _before, context) => {
    await context.call('ssm', 'PutParameter', { ...settingsOf(properties), Name, Overwrite: true });
    const target = { ResourceType: 'Parameter', ResourceId: Name };
    const { TagList = [] } = await context.call<{ TagList?: { Key: string; Value: string }[] }>(
      'ssm',
      'ListTagsForResource',
      target,
    );
    await updateTags(tagsFromList(TagList), asTags(properties), context, {
      remove: (TagKeys) => context.call('ssm', 'RemoveTagsFromResource', { ...target, TagKeys }),
      set: (tags) => context.call('ssm', 'AddTagsToResource', { ...target, Tags: tagList(tags) }),
    });
    return { physicalId: Name, attributes: attributesOf(properties) };
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('ssm', 'DeleteParameter', { Name: physicalId }));
  },
};

function settingsOf({ Name: _name, Tags: _tags, ...settings }: Properties): Properties {
  return settings;
}

function attributesOf(properties: Properties): Record<string, string> {
  return { Type: String(properties['Type']), Value: String(properties['Value']) };
}

/** This type's tags are a map. */
function asTags(properties: Properties): { Key: string; Value: string }[] {
  return tagList((properties['Tags'] ?? {}) as Record<string, string>);
}
