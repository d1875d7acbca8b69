import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { tagsFromList } from '../../core/tags.ts';
import { openIam } from './iam.ts';
import { attachRolePolicy } from './operations/attach-role-policy.ts';
import { createPolicy } from './operations/create-policy.ts';
import { createPolicyVersion } from './operations/create-policy-version.ts';
import { createRole } from './operations/create-role.ts';
import { deletePolicy } from './operations/delete-policy.ts';
import { deletePolicyVersion } from './operations/delete-policy-version.ts';
import { deleteRole } from './operations/delete-role.ts';
import { deleteRolePermissionsBoundary } from './operations/delete-role-permissions-boundary.ts';
import { deleteRolePolicy } from './operations/delete-role-policy.ts';
import { detachRolePolicy } from './operations/detach-role-policy.ts';
import { getAccountAuthorizationDetails } from './operations/get-account-authorization-details.ts';
import { getPolicy } from './operations/get-policy.ts';
import { getPolicyVersion } from './operations/get-policy-version.ts';
import { getRole } from './operations/get-role.ts';
import { getRolePolicy } from './operations/get-role-policy.ts';
import { listAccountAliases } from './operations/list-account-aliases.ts';
import { listAttachedRolePolicies } from './operations/list-attached-role-policies.ts';
import { listEntitiesForPolicy } from './operations/list-entities-for-policy.ts';
import { listInstanceProfilesForRole } from './operations/list-instance-profiles-for-role.ts';
import { listPolicies } from './operations/list-policies.ts';
import { listPolicyTags } from './operations/list-policy-tags.ts';
import { listPolicyVersions } from './operations/list-policy-versions.ts';
import { listRolePolicies } from './operations/list-role-policies.ts';
import { listRoleTags } from './operations/list-role-tags.ts';
import { listRoles } from './operations/list-roles.ts';
import { putRolePermissionsBoundary } from './operations/put-role-permissions-boundary.ts';
import { putRolePolicy } from './operations/put-role-policy.ts';
import { setDefaultPolicyVersion } from './operations/set-default-policy-version.ts';
import { simulateCustomPolicy } from './operations/simulate-custom-policy.ts';
import { simulatePrincipalPolicy } from './operations/simulate-principal-policy.ts';
import { tagPolicy } from './operations/tag-policy.ts';
import { tagRole } from './operations/tag-role.ts';
import { untagPolicy } from './operations/untag-policy.ts';
import { untagRole } from './operations/untag-role.ts';
import { updateAssumeRolePolicy } from './operations/update-assume-role-policy.ts';
import { updateRole } from './operations/update-role.ts';
import { updateRoleDescription } from './operations/update-role-description.ts';
import { findRole } from './role-store.ts';
import { policyTags, roleTags } from './tag-stores.ts';

/** AWS IAM: roles and policies. Users, groups and instance profiles are not served: configured keys belong to the account's root. */
export function createIamService(runtime: Runtime): Service {
  const iam = openIam(runtime);
  const tagsOfRoles = roleTags(iam);
  const tagsOfPolicies = policyTags(iam);
  return {
    id: 'iam',
    resourceTags: (arn) => {
      const tagged = findRole(iam.store, arn) ?? iam.policies.get(arn);
      return tagged === undefined ? undefined : tagsFromList(tagged.tags);
    },
    operations: {
      AttachRolePolicy: attachRolePolicy(iam),
      CreatePolicy: createPolicy(iam),
      CreatePolicyVersion: createPolicyVersion(iam),
      CreateRole: createRole(iam),
      DeletePolicy: deletePolicy(iam),
      DeletePolicyVersion: deletePolicyVersion(iam),
      DeleteRole: deleteRole(iam),
      DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary(iam),
      DeleteRolePolicy: deleteRolePolicy(iam),
      DetachRolePolicy: detachRolePolicy(iam),
      GetAccountAuthorizationDetails: getAccountAuthorizationDetails(iam),
      GetPolicy: getPolicy(iam),
      GetPolicyVersion: getPolicyVersion(iam),
      GetRole: getRole(iam),
      GetRolePolicy: getRolePolicy(iam),
      ListAccountAliases: listAccountAliases(),
      ListAttachedRolePolicies: listAttachedRolePolicies(iam),
      ListEntitiesForPolicy: listEntitiesForPolicy(iam),
      ListInstanceProfilesForRole: listInstanceProfilesForRole(iam),
      ListPolicies: listPolicies(iam),
      ListPolicyTags: listPolicyTags(tagsOfPolicies),
      ListPolicyVersions: listPolicyVersions(iam),
      ListRolePolicies: listRolePolicies(iam),
      ListRoleTags: listRoleTags(tagsOfRoles),
      ListRoles: listRoles(iam),
      PutRolePermissionsBoundary: putRolePermissionsBoundary(iam),
      PutRolePolicy: putRolePolicy(iam),
      SetDefaultPolicyVersion: setDefaultPolicyVersion(iam),
      SimulateCustomPolicy: simulateCustomPolicy(iam),
      SimulatePrincipalPolicy: simulatePrincipalPolicy(iam),
      TagPolicy: tagPolicy(tagsOfPolicies),
      TagRole: tagRole(tagsOfRoles),
      UntagPolicy: untagPolicy(tagsOfPolicies),
      UntagRole: untagRole(tagsOfRoles),
      UpdateAssumeRolePolicy: updateAssumeRolePolicy(iam),
      UpdateRole: updateRole(iam),
      UpdateRoleDescription: updateRoleDescription(iam),
    },
  };
}
