import type { RemoveTagsFromResourceCommandInput, RemoveTagsFromResourceResult } from '@aws-sdk/client-ssm';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { TaggedParameter } from '../parameter-tags.ts';

/**
 * Removes tags from a parameter.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RemoveTagsFromResource.html
 */
export function removeTagsFromResource(
  tags: TagStore<TaggedParameter>,
): OperationHandler<
  Given<RemoveTagsFromResourceCommandInput, 'ResourceType' | 'ResourceId' | 'TagKeys'>,
  RemoveTagsFromResourceResult
> {
  return ({ TagKeys, ...input }, { region }) => {
    tags.remove({ ...input, region }, TagKeys);
    return {};
  };
}
