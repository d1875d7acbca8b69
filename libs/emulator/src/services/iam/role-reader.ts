import type { RoleReader } from '../../core/role-reader.ts';
import type { Store } from '../../core/store.ts';
import { awsManagedPolicy } from './aws-managed-policies.ts';
import { policyStore } from './policy-store.ts';
import { roleStore } from './role-store.ts';

/** Opens the roles and managed policies that IAM keeps. */
export function openRoles(store: Store): RoleReader {
  const roles = roleStore(store);
  const policies = policyStore(store);
  return {
    role: (name) => roles.get(name),
    managedPolicy(arn) {
      const policy = policies.get(arn);
      return policy === undefined
        ? awsManagedPolicy(arn)
        : policy.versions.find(({ id }) => id === policy.defaultVersion)?.document;
    },
    hasRoles: () => roles.list({ limit: 1 }).length > 0,
  };
}
