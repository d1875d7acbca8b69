import type { UntagResourceInput } from '@aws-sdk/client-cloudwatch';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';

/**
 * Removes tags from an alarm or a dashboard.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html
 */
export function untagResource(
  tags: TagStore<string | undefined>,
): OperationHandler<Given<UntagResourceInput, 'TagKeys'>, object> {
  return ({ ResourceARN, TagKeys }) => {
    tags.remove(ResourceARN, TagKeys);
    return {};
  };
}
