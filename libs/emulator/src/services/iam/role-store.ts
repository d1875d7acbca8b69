import { lastPart } from '../../core/arn.ts';
import type { Collection, Store } from '../../core/store.ts';
import type { Tag } from '../../core/tags.ts';

/** A role as it is kept: `iam.role`, by its name. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly path: string;
  /** JSON. */
  readonly trustPolicy: string;
  readonly description?: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  readonly permissionsBoundary?: string;
  /** JSON, by the policy's name. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  /** ARNs, in the order in which they were attached. */
  readonly attachedPolicies: readonly string[];
  readonly tags: readonly Tag[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** The roles of this account, by name. */
export function roleStore(store: Store): Collection<Role> {
  return store.collection('iam.role');
}

/** The role with this ARN. */
export function findRole(store: Store, arn: string): Role | undefined {
  const role = roleStore(store).get(lastPart(arn));
  return role?.arn === arn ? role : undefined;
}
