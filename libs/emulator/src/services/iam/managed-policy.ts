import { noSuchEntity } from './errors.ts';
import type { Iam } from './iam.ts';
import type { ManagedPolicy, PolicyVersion } from './policy-store.ts';
import type { Role } from './role-store.ts';

/** The customer managed policy with this ARN. @throws AwsError `NoSuchEntity` */
export function managedPolicy({ policies }: Iam, arn: string): ManagedPolicy {
  const policy = policies.get(arn);
  if (policy === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

/** A version of a managed policy. @throws AwsError `NoSuchEntity` */
export function policyVersion({ arn, versions }: ManagedPolicy, id: string): PolicyVersion {
  const version = versions.find((candidate) => candidate.id === id);
  if (version === undefined) throw noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);
  return version;
}

/** The roles among these that a managed policy is attached to. */
export function attachedRoles(roles: readonly Role[], arn: string): Role[] {
  return roles.filter(({ attachedPolicies }) => attachedPolicies.includes(arn));
}

/** The roles among these that have a managed policy as their permissions boundary. */
export function boundedRoles(roles: readonly Role[], arn: string): Role[] {
  return roles.filter(({ permissionsBoundary }) => permissionsBoundary === arn);
}
