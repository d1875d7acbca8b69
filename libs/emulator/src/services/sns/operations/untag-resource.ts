import type { UntagResourceCommandInput } from '@aws-sdk/client-sns';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';

/**
 * Removes tags from a topic.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html
 */
export function untagResource(
  tags: TagStore<string>,
): OperationHandler<Given<UntagResourceCommandInput, 'ResourceArn' | 'TagKeys'>, object> {
  return ({ ResourceArn, TagKeys }) => {
    tags.remove(ResourceArn, TagKeys);
    return {};
  };
}
