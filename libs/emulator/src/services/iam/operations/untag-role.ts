import type { UntagRoleCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { TagStore } from '../../../core/tags.ts';

/**
 * Removes tags from a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html
 */
export function untagRole(
  tags: TagStore<string>,
): OperationHandler<Given<UntagRoleCommandInput, 'RoleName' | 'TagKeys'>, undefined> {
  return ({ RoleName, TagKeys }) => {
    tags.remove(RoleName, TagKeys);
    return undefined;
  };
}
