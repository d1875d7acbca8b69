import type { ListRoleTagsCommandInput, ListRoleTagsResponse } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagList } from '../../../core/tags.ts';
import { listingOf } from '../listing.ts';

/**
 * Lists the tags of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html
 */
export function listRoleTags(
  tags: TagStore<string>,
): OperationHandler<Given<ListRoleTagsCommandInput, 'RoleName'>, ListRoleTagsResponse> {
  return ({ RoleName, ...paging }) => {
    const list = `ListRoleTags ${RoleName}`;
    const { page, ...rest } = listingOf(tagList(tags.list(RoleName)), { ...paging, list, keyOf: ({ Key }) => Key });
    return { Tags: page, ...rest };
  };
}
