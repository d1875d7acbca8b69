import type { AssumedRoleCaller } from '../core/caller.ts';
import type { Store } from '../core/store.ts';
import { type CompiledPolicy, compilePolicyText } from '../iam-policy/compiled-policy.ts';
import { awsManagedPolicy } from '../services/iam/aws-managed-policies.ts';
import { type ManagedPolicy, policyStore } from '../services/iam/policy-store.ts';
import { type Role, roleStore } from '../services/iam/role-store.ts';

/** What IAM knows of a session's permissions. */
export interface SessionPolicies {
  readonly identity: readonly CompiledPolicy[];
  readonly boundary: CompiledPolicy | undefined;
  readonly session: readonly CompiledPolicy[] | undefined;
  /** Tags of the role, with those of the session over them. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Reads the policies of roles, as they are at the moment of a call. */
export class RolePolicies {
  readonly #roles: ReturnType<typeof roleStore>;
  readonly #policies: ReturnType<typeof policyStore>;

  constructor(store: Store) {
    this.#roles = roleStore(store);
    this.#policies = policyStore(store);
  }

  /** The role of this name. */
  role(name: string): Role | undefined {
    return this.#roles.get(name);
  }

  /** What a session may do; undefined where its role is unknown and taken on trust. A role that has gone allows nothing. */
  of({ roleArn, sessionPolicies, tags, onTrust }: AssumedRoleCaller): SessionPolicies | undefined {
    const role = this.#roles.get(roleArn.slice(roleArn.lastIndexOf('/') + 1));
    const session = sessionPolicies?.map(compilePolicyText);
    if (role?.arn !== roleArn) return onTrust ? undefined : { identity: [], boundary: undefined, session, tags: {} };
    const managed = role.attachedPolicies.flatMap((arn) => this.documentOf(arn) ?? []);
    const boundary = role.permissionsBoundary === undefined ? undefined : this.documentOf(role.permissionsBoundary);
    return {
      identity: [...Object.values(role.inlinePolicies), ...managed].map(compilePolicyText),
      // A boundary whose policy has gone allows nothing.
      boundary: role.permissionsBoundary === undefined ? undefined : compilePolicyText(boundary ?? EMPTY),
      session,
      tags: { ...Object.fromEntries(role.tags.map(({ Key, Value }) => [Key, Value])), ...tags },
    };
  }

  /** The JSON of a managed policy's default version. */
  documentOf(arn: string): string | undefined {
    const policy: ManagedPolicy | undefined = this.#policies.get(arn);
    return policy === undefined
      ? awsManagedPolicy(arn)
      : policy.versions.find(({ id }) => id === policy.defaultVersion)?.document;
  }
}

const EMPTY = '{"Version":"2012-10-17","Statement":[]}';
