import { type ListedTag, tagList, tagsFromList } from '../../../core/tags.ts';
import { ignoreNotFound } from '../failure-reason.ts';
import type { JsonObject } from '../template/json.ts';
import { refuseExisting } from './existing.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceContext, type ResourceType } from './resource-type.ts';
import { updateTags } from './update-tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html */
export const eventsRule: ResourceType = {
  typeName: 'AWS::Events::Rule',
  properties: {
    Description: 'string',
    EventBusName: 'string',
    EventPattern: 'json',
    Name: 'string',
    RoleArn: 'string',
    ScheduleExpression: 'string',
    State: 'string',
    Tags: TAGS,
    Targets: ['json'],
  },
  required: [],
  createOnly: ['Name', 'EventBusName'],
  nameProperty: 'Name',
  attributes: ['Arn'],
  create: async (properties, context) => {
    const Name = String(properties['Name'] ?? context.generatedName);
    if (properties['Name'] !== undefined) {
      await refuseExisting(context, Name, ['events', 'DescribeRule', { Name, ...busOf(properties) }]);
    }
    const Tags = mergedTags(properties['Tags'], context);
    const Arn = await put(Name, properties, context, Tags.length > 0 ? { Tags } : {});
    context.claim(Name);
    await target(Name, properties, {}, context);
    return { physicalId: Name, attributes: { Arn } };
  },
  update: async (state, properties, before, context) => {
    const ResourceARN = await put(state.physicalId, properties, context);
    await target(state.physicalId, properties, before, context);
    const { Tags } = await context.call<{ Tags?: readonly ListedTag[] }>('events', 'ListTagsForResource', { ResourceARN });
    await updateTags(tagsFromList(Tags), properties['Tags'], context, {
      remove: (TagKeys) => context.call('events', 'UntagResource', { ResourceARN, TagKeys }),
      set: (tags) => context.call('events', 'TagResource', { ResourceARN, Tags: tagList(tags) }),
    });
    return state;
  },
  delete: async ({ physicalId: Name }, properties, context) => {
    const bus = busOf(properties);
    await ignoreNotFound(
      (async () => {
        await target(Name, bus, properties, context);
        await context.call('events', 'DeleteRule', { Name, ...bus });
      })(),
    );
  },
};

function busOf(properties: Properties): Properties {
  return properties['EventBusName'] === undefined ? {} : { EventBusName: properties['EventBusName'] };
}

async function put(Name: string, properties: Properties, context: ResourceContext, more: object = {}): Promise<string> {
  const { Targets: _targets, Tags: _tags, Name: _name, EventPattern, ...settings } = properties;
  const { RuleArn } = await context.call<{ RuleArn: string }>('events', 'PutRule', {
    ...settings,
    Name,
    ...(EventPattern === undefined ? {} : { EventPattern: JSON.stringify(EventPattern) }),
    ...more,
  });
  return RuleArn;
}

async function target(Rule: string, properties: Properties, before: Properties, context: ResourceContext): Promise<void> {
  const Targets = (properties['Targets'] ?? []) as readonly JsonObject[];
  const ids = new Set(Targets.map(({ Id }) => Id));
  const Ids = ((before['Targets'] ?? []) as readonly JsonObject[]).map(({ Id }) => Id).filter((id) => !ids.has(id));
  if (Ids.length > 0) await context.call('events', 'RemoveTargets', { Rule, Ids, ...busOf(properties) });
  if (Targets.length > 0) await context.call('events', 'PutTargets', { Rule, Targets, ...busOf(properties) });
}
