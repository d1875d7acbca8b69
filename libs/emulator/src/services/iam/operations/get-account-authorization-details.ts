import type {
  GetAccountAuthorizationDetailsCommandInput,
  GetAccountAuthorizationDetailsResponse,
  ManagedPolicyDetail,
  RoleDetail,
} from '@aws-sdk/client-iam';
import { lastPart } from '../../../core/arn.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { allRoles, type Iam } from '../iam.ts';
import { listingOf } from '../listing.ts';
import { policyShape } from '../policy-shape.ts';
import type { ManagedPolicy } from '../policy-store.ts';
import type { Role } from '../role-store.ts';

/**
 * Lists roles and customer managed policies with their documents.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
export function getAccountAuthorizationDetails(
  iam: Iam,
): OperationHandler<GetAccountAuthorizationDetailsCommandInput, GetAccountAuthorizationDetailsResponse> {
  return ({ Filter = ['Role', 'LocalManagedPolicy'], ...paging }) => {
    const everyRole = allRoles(iam);
    const roles = Filter.includes('Role') ? everyRole : [];
    const policies = Filter.includes('LocalManagedPolicy') ? iam.policies.list().map(({ value }) => value) : [];
    const all = [...roles.map((role) => ({ role })), ...policies.map((policy) => ({ policy }))];
    const { page, ...rest } = listingOf(all, {
      ...paging,
      list: `GetAccountAuthorizationDetails ${Filter.join()}`,
      keyOf: (each) => ('role' in each ? each.role.arn : each.policy.arn),
    });
    return {
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: page.flatMap((each) => ('role' in each ? [roleDetail(each.role)] : [])),
      Policies: page.flatMap((each) => ('policy' in each ? [policyDetail(each.policy, everyRole)] : [])),
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
      PolicyName: lastPart(PolicyArn),
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

function policyDetail(policy: ManagedPolicy, roles: readonly Role[]): ManagedPolicyDetail {
  return {
    ...policyShape(policy, roles),
    Description: policy.description,
    PolicyVersionList: policy.versions.map(({ id, document, createdAt }) => ({
      Document: encodeURIComponent(document),
      VersionId: id,
      IsDefaultVersion: id === policy.defaultVersion,
      CreateDate: new Date(createdAt),
    })),
  };
}
