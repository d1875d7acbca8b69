import type { UntagResourceCommandInput } from '@aws-sdk/client-eventbridge';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';
import type { TaggedRule } from '../rule-tags.ts';

/**
 * Removes tags from a rule.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UntagResource.html
 */
export function untagResource(tags: TagStore<TaggedRule>): OperationHandler<Given<UntagResourceCommandInput, 'TagKeys'>, object> {
  return ({ ResourceARN, TagKeys }, { region }) => {
    tags.remove({ region, arn: ResourceARN }, TagKeys);
    return {};
  };
}
