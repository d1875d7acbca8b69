import type {
  GetAccountAuthorizationDetailsCommandInput,
  GetAccountAuthorizationDetailsResponse,
  ManagedPolicyDetail,
  RoleDetail,
} from '@aws-sdk/client-iam';
import type { OperationHandler } from '../../../core/service.ts';
import type { Iam } from '../iam.ts';
import { pageOf } from '../page.ts';
import type { ManagedPolicy } from '../policy-store.ts';
import type { Role } from '../role-store.ts';

/** Roles and policies with all that is in them. @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
export function getAccountAuthorizationDetails(
  iam: Iam,
): OperationHandler<GetAccountAuthorizationDetailsCommandInput, GetAccountAuthorizationDetailsResponse> {
  return ({ Filter = ['Role', 'LocalManagedPolicy'], ...paging }) => {
    const roles = Filter.includes('Role') ? iam.roles.list().map(({ value }) => value) : [];
    const policies = Filter.includes('LocalManagedPolicy') ? iam.policies.list().map(({ value }) => value) : [];
    const all = [...roles.map((role) => ({ role })), ...policies.map((policy) => ({ policy }))];
    const { page, ...rest } = pageOf(all, paging);
    return {
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: page.flatMap((each) => ('role' in each ? [roleDetail(each.role)] : [])),
      Policies: page.flatMap((each) => ('policy' in each ? [policyDetail(iam, each.policy)] : [])),
      ...rest,
    };
  };
}

function roleDetail(role: Role): RoleDetail {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
    InstanceProfileList: [],
    RolePolicyList: Object.entries(role.inlinePolicies).map(([PolicyName, document]) => ({
      PolicyName,
      PolicyDocument: encodeURIComponent(document),
    })),
    AttachedManagedPolicies: role.attachedPolicies.map((PolicyArn) => ({
      PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1),
      PolicyArn,
    })),
    ...(role.permissionsBoundary !== undefined && {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: role.permissionsBoundary,
      },
    }),
    Tags: [...role.tags],
    RoleLastUsed: {},
  };
}

function policyDetail({ roles }: Iam, policy: ManagedPolicy): ManagedPolicyDetail {
  const all = roles.list().map(({ value }) => value);
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: all.filter(({ attachedPolicies }) => attachedPolicies.includes(policy.arn)).length,
    PermissionsBoundaryUsageCount: all.filter(({ permissionsBoundary }) => permissionsBoundary === policy.arn).length,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.updatedAt),
    PolicyVersionList: policy.versions.map(({ id, document, createdAt }) => ({
      Document: encodeURIComponent(document),
      VersionId: id,
      IsDefaultVersion: id === policy.defaultVersion,
      CreateDate: new Date(createdAt),
    })),
  };
}
