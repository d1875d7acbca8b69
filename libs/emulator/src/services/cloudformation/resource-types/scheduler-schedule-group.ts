import { tagList, tagsFromList } from '../../../core/tags.ts';
import { ignoreNotFound } from '../failure-reason.ts';
import { TAGS } from './property-shape.ts';
import { mergedTags, type ResourceType } from './resource-type.ts';
import { updateTags } from './update-tags.ts';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedulegroup.html */
export const schedulerScheduleGroup: ResourceType = {
  typeName: 'AWS::Scheduler::ScheduleGroup',
  properties: { Name: 'string', Tags: TAGS },
  required: [],
  createOnly: ['Name'],
  nameProperty: 'Name',
  attributes: ['Arn', 'CreationDate', 'LastModificationDate', 'State'],
  create: async (properties, context) => {
    const Name = String(properties['Name'] ?? context.generatedName);
    const Tags = mergedTags(properties['Tags'], context);
    const input = { Name, ...(Tags.length > 0 ? { Tags } : {}) };
    const { ScheduleGroupArn } = await context.call<{ ScheduleGroupArn: string }>('scheduler', 'CreateScheduleGroup', input);
    const date = new Date(context.now()).toISOString();
    return {
      physicalId: Name,
      attributes: { Arn: ScheduleGroupArn, State: 'ACTIVE', CreationDate: date, LastModificationDate: date },
    };
  },
  update: async (state, properties, _before, context) => {
    const ResourceArn = state.attributes['Arn'];
    const { Tags = [] } = await context.call<{ Tags?: { Key: string; Value: string }[] }>('scheduler', 'ListTagsForResource', {
      ResourceArn,
    });
    await updateTags(tagsFromList(Tags), properties['Tags'], context, {
      remove: (TagKeys) => context.call('scheduler', 'UntagResource', { ResourceArn, TagKeys }),
      set: (tags) => context.call('scheduler', 'TagResource', { ResourceArn, Tags: tagList(tags) }),
    });
    return state;
  },
  delete: async ({ physicalId }, _properties, context) => {
    await ignoreNotFound(context.call('scheduler', 'DeleteScheduleGroup', { Name: physicalId }));
  },
};
