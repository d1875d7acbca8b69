import type { AddTagsToResourceCommandInput, AddTagsToResourceResult } from '@aws-sdk/client-ssm';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagsFromList } from '../../../core/tags.ts';
import type { TaggedParameter } from '../parameter-tags.ts';

/**
 * Adds tags to a parameter.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html
 */
export function addTagsToResource(
  tags: TagStore<TaggedParameter>,
): OperationHandler<Given<AddTagsToResourceCommandInput, 'ResourceType' | 'ResourceId' | 'Tags'>, AddTagsToResourceResult> {
  return ({ Tags, ...input }, { region }) => {
    tags.add({ ...input, region }, tagsFromList(Tags));
    return {};
  };
}
