import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { getRole, openIam } from './iam.ts';
import { getAccountAuthorizationDetails } from './operations/account-authorization-details.ts';
import {
  createPolicy,
  createPolicyVersion,
  deletePolicy,
  deletePolicyVersion,
  getPolicy,
  getPolicyVersion,
  listEntitiesForPolicy,
  listPolicies,
  listPolicyVersions,
  setDefaultPolicyVersion,
} from './operations/policies.ts';
import {
  attachRolePolicy,
  deleteRolePolicy,
  detachRolePolicy,
  getRolePolicy,
  listAttachedRolePolicies,
  listRolePolicies,
  putRolePolicy,
} from './operations/role-policies.ts';
import {
  createRole,
  deleteRole,
  deleteRolePermissionsBoundary,
  getRoleOperation,
  listRoles,
  putRolePermissionsBoundary,
  updateAssumeRolePolicy,
  updateRole,
  updateRoleDescription,
} from './operations/roles.ts';
import { simulateCustomPolicy, simulatePrincipalPolicy } from './operations/simulate-policy.ts';
import { listPolicyTags, listRoleTags, tagPolicy, tagRole, untagPolicy, untagRole } from './operations/tagging.ts';
import { findRole } from './role-store.ts';

/** AWS IAM: roles and policies. There are no users, groups or instance profiles here: keys given by hand speak for the account's root. */
export function createIamService(runtime: Runtime): Service {
  const iam = openIam(runtime);
  return {
    id: 'iam',
    resourceTags: (arn) => {
      const tagged = findRole(iam.store, arn) ?? iam.policies.get(arn);
      return tagged === undefined ? undefined : Object.fromEntries(tagged.tags.map(({ Key, Value }) => [Key, Value]));
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
      GetRole: getRoleOperation(iam),
      GetRolePolicy: getRolePolicy(iam),
      ListAccountAliases: () => ({ AccountAliases: [], IsTruncated: false }),
      ListAttachedRolePolicies: listAttachedRolePolicies(iam),
      ListEntitiesForPolicy: listEntitiesForPolicy(iam),
      ListInstanceProfilesForRole: ({ RoleName }) => {
        getRole(iam, RoleName);
        return { InstanceProfiles: [], IsTruncated: false };
      },
      ListPolicies: listPolicies(iam),
      ListPolicyTags: listPolicyTags(iam),
      ListPolicyVersions: listPolicyVersions(iam),
      ListRolePolicies: listRolePolicies(iam),
      ListRoleTags: listRoleTags(iam),
      ListRoles: listRoles(iam),
      PutRolePermissionsBoundary: putRolePermissionsBoundary(iam),
      PutRolePolicy: putRolePolicy(iam),
      SetDefaultPolicyVersion: setDefaultPolicyVersion(iam),
      SimulateCustomPolicy: simulateCustomPolicy(iam),
      SimulatePrincipalPolicy: simulatePrincipalPolicy(iam),
      TagPolicy: tagPolicy(iam),
      TagRole: tagRole(iam),
      UntagPolicy: untagPolicy(iam),
      UntagRole: untagRole(iam),
      UpdateAssumeRolePolicy: updateAssumeRolePolicy(iam),
      UpdateRole: updateRole(iam),
      UpdateRoleDescription: updateRoleDescription(iam),
    },
  };
}
