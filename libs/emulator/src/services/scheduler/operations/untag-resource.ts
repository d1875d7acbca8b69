import type { UntagResourceInput } from '@aws-sdk/client-scheduler';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { TaggedGroup } from '../schedule-group-tags.ts';

/**
 * Removes tags from a schedule group.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UntagResource.html
 */
export function untagResource(tags: TagStore<TaggedGroup>): OperationHandler<Given<UntagResourceInput, 'TagKeys'>, object> {
  return ({ ResourceArn, TagKeys }, { region }) => {
    tags.remove({ region, arn: ResourceArn }, TagKeys);
    return {};
  };
}
