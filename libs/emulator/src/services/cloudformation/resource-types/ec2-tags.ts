import { tagList, tagsFromList } from '../../../core/tags.ts';
import type { Json } from '../template/json.ts';
import { mergedTags, type ResourceContext } from './resource-type.ts';
import { updateTags } from './update-tags.ts';

/** Tags as operations of EC2 take them at creation. */
export function tagSpecifications(ResourceType: string, own: Json | undefined, context: ResourceContext): object {
  const Tags = mergedTags(own, context);
  return Tags.length === 0 ? {} : { TagSpecifications: [{ ResourceType, Tags }] };
}

/** Brings the tags of an EC2 resource to those of its template and stack. */
export async function updateEc2Tags(id: string, own: Json | undefined, context: ResourceContext): Promise<void> {
  const Resources = [id];
  const { Tags = [] } = await context.call<{ Tags?: { Key: string; Value: string }[] }>('ec2', 'DescribeTags', {
    Filters: [{ Name: 'resource-id', Values: [id] }],
  });
  await updateTags(tagsFromList(Tags), own, context, {
    remove: (keys) => context.call('ec2', 'DeleteTags', { Resources, Tags: keys.map((Key) => ({ Key })) }),
    set: (tags) => context.call('ec2', 'CreateTags', { Resources, Tags: tagList(tags) }),
  });
}
