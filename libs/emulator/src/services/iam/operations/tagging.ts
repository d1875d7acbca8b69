import type {
  ListPolicyTagsCommandInput,
  ListPolicyTagsResponse,
  ListRoleTagsCommandInput,
  ListRoleTagsResponse,
  TagPolicyCommandInput,
  TagRoleCommandInput,
  UntagPolicyCommandInput,
  UntagRoleCommandInput,
} from '@aws-sdk/client-iam';
import type { OperationHandler } from '../../../core/service.ts';
import { getRole, type Iam } from '../iam.ts';
import { pageOf } from '../page.ts';
import { withoutTags, withTags } from '../tags.ts';
import { find } from './policies.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export function tagRole(iam: Iam): OperationHandler<TagRoleCommandInput, undefined> {
  return ({ RoleName, Tags = [] }) => {
    const role = getRole(iam, RoleName);
    iam.roles.put(role.name, { ...role, tags: withTags(role.tags, Tags) });
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export function untagRole(iam: Iam): OperationHandler<UntagRoleCommandInput, undefined> {
  return ({ RoleName, TagKeys = [] }) => {
    const role = getRole(iam, RoleName);
    iam.roles.put(role.name, { ...role, tags: withoutTags(role.tags, TagKeys) });
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
export function listRoleTags(iam: Iam): OperationHandler<ListRoleTagsCommandInput, ListRoleTagsResponse> {
  return ({ RoleName, ...paging }) => {
    const { page, ...rest } = pageOf(getRole(iam, RoleName).tags, paging);
    return { Tags: page, ...rest };
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html */
export function tagPolicy(iam: Iam): OperationHandler<TagPolicyCommandInput, undefined> {
  return ({ PolicyArn = '', Tags = [] }) => {
    const policy = find(iam, PolicyArn);
    iam.policies.put(PolicyArn, { ...policy, tags: withTags(policy.tags, Tags) });
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html */
export function untagPolicy(iam: Iam): OperationHandler<UntagPolicyCommandInput, undefined> {
  return ({ PolicyArn = '', TagKeys = [] }) => {
    const policy = find(iam, PolicyArn);
    iam.policies.put(PolicyArn, { ...policy, tags: withoutTags(policy.tags, TagKeys) });
    return undefined;
  };
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html */
export function listPolicyTags(iam: Iam): OperationHandler<ListPolicyTagsCommandInput, ListPolicyTagsResponse> {
  return ({ PolicyArn = '', ...paging }) => {
    const { page, ...rest } = pageOf(find(iam, PolicyArn).tags, paging);
    return { Tags: page, ...rest };
  };
}
