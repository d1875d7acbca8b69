import { arn } from '../../../core/arn.ts';
import { type ListedTag, tagList, tagsFromList } from '../../../core/tags.ts';
import { ignoreNotFound } from '../failure-reason.ts';
import { mergedTags, type ResourceType } from './resource-type.ts';
import { updateTags } from './update-tags.ts';

/** Handlers that create, change and delete alarms: metric alarms and composite ones differ only in the operation that puts them. */
export function alarmHandlers(
  operation: 'PutCompositeAlarm' | 'PutMetricAlarm',
): Pick<ResourceType, 'create' | 'update' | 'delete'> {
  return {
    create: async (properties, context) => {
      const AlarmName = String(properties['AlarmName'] ?? context.generatedName);
      const Tags = mergedTags(properties['Tags'], context);
      await context.call('cloudwatch', operation, { ...properties, AlarmName, Tags });
      return { physicalId: AlarmName, attributes: { Arn: arn('cloudwatch', context, `alarm:${AlarmName}`) } };
    },
    update: async (state, { Tags: own, ...settings }, _before, context) => {
      // The operation keeps the tags of an alarm that exists.
      await context.call('cloudwatch', operation, { ...settings, AlarmName: state.physicalId });
      const ResourceARN = state.attributes['Arn'];
      const { Tags } = await context.call<{ Tags: ListedTag[] }>('cloudwatch', 'ListTagsForResource', { ResourceARN });
      await updateTags(tagsFromList(Tags), own, context, {
        remove: (TagKeys) => context.call('cloudwatch', 'UntagResource', { ResourceARN, TagKeys }),
        set: (tags) => context.call('cloudwatch', 'TagResource', { ResourceARN, Tags: tagList(tags) }),
      });
      return state;
    },
    delete: async ({ physicalId }, _properties, context) => {
      await ignoreNotFound(context.call('cloudwatch', 'DeleteAlarms', { AlarmNames: [physicalId] }));
    },
  };
}
