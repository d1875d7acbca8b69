import type { Tag } from './tags.ts';

/** A role, as far as callers and permissions depend on it. */
export interface StoredRole {
  readonly arn: string;
  /** JSON. */
  readonly trustPolicy: string;
  /** JSON, by the policy's name. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  /** ARNs of managed policies. */
  readonly attachedPolicies: readonly string[];
  /** ARN of a managed policy. @default - the role has no boundary */
  readonly permissionsBoundary?: string;
  readonly tags: readonly Tag[];
}

/**
 * Reads roles and managed policies. IAM implements it, so that authorization depends on no service. Every read gives the present state.
 */
export interface RoleReader {
  /** Finds a role by its name. */
  role(name: string): StoredRole | undefined;
  /** Reads the default version of a managed policy, of the account or of AWS, as JSON. */
  managedPolicy(arn: string): string | undefined;
  /** Whether the account has any role. */
  hasRoles(): boolean;
}

/** The reader of a server without IAM: it has neither roles nor policies. */
export const NO_ROLES: RoleReader = {
  role: () => undefined,
  managedPolicy: () => undefined,
  hasRoles: () => false,
};
