import { ignoreNotFound } from '../failure-reason.ts';
import type { JsonObject } from '../template/json.ts';
import { refuseExisting } from './existing.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type Properties, type ResourceContext, type ResourceType } from './resource-type.ts';

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
    const Arn = await put(Name, properties, context, true);
    context.claim(Name);
    await target(Name, properties, {}, context);
    return { physicalId: Name, attributes: { Arn } };
  },
  update: async (state, properties, before, context) => {
    await put(state.physicalId, properties, context, false);
    await target(state.physicalId, properties, before, context);
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

async function put(Name: string, properties: Properties, context: ResourceContext, isNew: boolean): Promise<string> {
  const { Targets: _targets, Tags: _tags, Name: _name, EventPattern, ...settings } = properties;
  const tags = mergedTags(properties['Tags'], context);
  const { RuleArn } = await context.call<{ RuleArn: string }>('events', 'PutRule', {
    ...settings,
    Name,
    ...(EventPattern === undefined ? {} : { EventPattern: JSON.stringify(EventPattern) }),
    ...(isNew && tags.length > 0 ? { Tags: tags } : {}),
  });
  if (!isNew && tags.length > 0) await context.call('events', 'TagResource', { ResourceARN: RuleArn, Tags: tags });
  return RuleArn;
}

async function target(Rule: string, properties: Properties, before: Properties, context: ResourceContext): Promise<void> {
  const Targets = (properties['Targets'] ?? []) as readonly JsonObject[];
  const ids = new Set(Targets.map(({ Id }) => Id));
  const Ids = ((before['Targets'] ?? []) as readonly JsonObject[]).map(({ Id }) => Id).filter((id) => !ids.has(id));
  if (Ids.length > 0) await context.call('events', 'RemoveTargets', { Rule, Ids, ...busOf(properties) });
  if (Targets.length > 0) await context.call('events', 'PutTargets', { Rule, Targets, ...busOf(properties) });
}
