import type { ListPolicyTagsCommandInput, ListPolicyTagsResponse } from '@aws-sdk/client-iam';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { type TagStore, tagList } from '../../../core/tags.ts';
import { listingOf } from '../listing.ts';

/**
 * Lists the tags of a managed policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html
 */
export function listPolicyTags(
  tags: TagStore<string>,
): OperationHandler<Given<ListPolicyTagsCommandInput, 'PolicyArn'>, ListPolicyTagsResponse> {
  return ({ PolicyArn, ...paging }) => {
    const list = `ListPolicyTags ${PolicyArn}`;
    const { page, ...rest } = listingOf(tagList(tags.list(PolicyArn)), { ...paging, list, keyOf: ({ Key }) => Key });
    return { Tags: page, ...rest };
  };
}
