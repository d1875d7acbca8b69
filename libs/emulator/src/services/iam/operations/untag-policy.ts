import type { UntagPolicyCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';

/**
 * Removes tags from a managed policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html
 */
export function untagPolicy(
  tags: TagStore<string>,
): OperationHandler<Given<UntagPolicyCommandInput, 'PolicyArn' | 'TagKeys'>, undefined> {
  return ({ PolicyArn, TagKeys }) => {
    tags.remove(PolicyArn, TagKeys);
    return undefined;
  };
}
