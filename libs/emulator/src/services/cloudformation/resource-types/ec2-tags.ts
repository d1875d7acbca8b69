import type { Json } from '../template/json.ts';
import { mergedTags, type ResourceContext, tagChanges } from './resource-type.ts';

/** Tags as operations of EC2 take them at creation. */
export function tagSpecifications(ResourceType: string, own: Json | undefined, context: ResourceContext): object {
  const Tags = mergedTags(own, context);
  return Tags.length === 0 ? {} : { TagSpecifications: [{ ResourceType, Tags }] };
}

/** Brings the tags of something that exists to what a template says. */
export async function updateTags(id: string, own: Json | undefined, context: ResourceContext): Promise<void> {
  const { Tags = [] } = await context.call<{ Tags?: { Key: string; Value: string }[] }>('ec2', 'DescribeTags', {
    Filters: [{ Name: 'resource-id', Values: [id] }],
  });
  const { set, remove } = tagChanges(Tags, mergedTags(own, context));
  if (remove.length > 0) await context.call('ec2', 'DeleteTags', { Resources: [id], Tags: remove.map((Key) => ({ Key })) });
  if (set.length > 0) await context.call('ec2', 'CreateTags', { Resources: [id], Tags: set });
}
