import { type CompiledPolicy, compilePolicyText } from '@stepmaker/iam-policy';
import { lastPart } from '../core/arn.ts';
import type { AssumedRoleCaller } from '../core/caller.ts';
import type { RoleReader } from '../core/role-reader.ts';
import { tagsFromList } from '../core/tags.ts';

/** Permissions of a session in IAM. */
export interface SessionPolicies {
  readonly identity: readonly CompiledPolicy[];
  readonly boundary: CompiledPolicy | undefined;
  readonly session: readonly CompiledPolicy[] | undefined;
  /** Tags of the role, with those of the session over them. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Reads the policies of roles, as they are at the moment of a call. */
export class RolePolicies {
  readonly #roles: RoleReader;

  constructor(roles: RoleReader) {
    this.#roles = roles;
  }

  /** Reads what a session may do. Returns undefined if its role is unknown and taken on trust; a deleted role allows nothing. */
  of({ roleArn, sessionPolicies, tags, onTrust }: AssumedRoleCaller): SessionPolicies | undefined {
    const role = this.#roles.role(lastPart(roleArn));
    const session = sessionPolicies?.map(compilePolicyText);
    if (role?.arn !== roleArn) return onTrust ? undefined : { identity: [], boundary: undefined, session, tags: {} };
    const managed = role.attachedPolicies.flatMap((arn) => this.#roles.managedPolicy(arn) ?? []);
    const boundary = role.permissionsBoundary === undefined ? undefined : this.#roles.managedPolicy(role.permissionsBoundary);
    return {
      identity: [...Object.values(role.inlinePolicies), ...managed].map(compilePolicyText),
      // A boundary whose policy was deleted allows nothing.
      boundary: role.permissionsBoundary === undefined ? undefined : compilePolicyText(boundary ?? EMPTY),
      session,
      tags: { ...tagsFromList(role.tags), ...tags },
    };
  }
}

const EMPTY = '{"Version":"2012-10-17","Statement":[]}';
