import type { TagRoleCommandInput } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagsFromList } from '../../../core/tags.ts';

/**
 * Adds tags to a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html
 */
export function tagRole(tags: TagStore<string>): OperationHandler<Given<TagRoleCommandInput, 'RoleName' | 'Tags'>, undefined> {
  return ({ RoleName, Tags }) => {
    tags.add(RoleName, tagsFromList(Tags));
    return undefined;
  };
}
