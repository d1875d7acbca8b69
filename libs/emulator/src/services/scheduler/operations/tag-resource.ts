import type { TagResourceInput } from '@aws-sdk/client-scheduler';
import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagsFromList } from '../../../core/tags.ts';
import type { TaggedGroup } from '../schedule-group-tags.ts';

/**
 * Adds tags to a schedule group.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_TagResource.html
 */
export function tagResource(tags: TagStore<TaggedGroup>): OperationHandler<TagResourceInput, object> {
  return ({ ResourceArn, Tags }, { region }) => {
    tags.add({ region, arn: ResourceArn }, tagsFromList(Tags));
    return {};
  };
}
