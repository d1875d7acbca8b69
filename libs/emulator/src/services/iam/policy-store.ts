import type { Collection, Store } from '../../core/store.ts';
import type { Tag } from '../../core/tags.ts';

/** A customer managed policy as it is kept: `iam.policy`, by its ARN. */
export interface ManagedPolicy {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly path: string;
  readonly description?: string;
  /** e.g. `v1` */
  readonly defaultVersion: string;
  readonly versions: readonly PolicyVersion[];
  /** The number of the next version. */
  readonly nextVersion: number;
  readonly tags: readonly Tag[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A version of a managed policy; at most five are kept. */
export interface PolicyVersion {
  readonly id: string;
  /** JSON. */
  readonly document: string;
  readonly createdAt: number;
}

/** The customer managed policies of this account, by ARN. */
export function policyStore(store: Store): Collection<ManagedPolicy> {
  return store.collection('iam.policy');
}

/** True for the policies that AWS itself keeps, e.g. `arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`. */
export function isAwsManaged(arn: string): boolean {
  return /^arn:aws[\w-]*:iam::aws:policy\/[\w+=,.@/-]+$/u.test(arn);
}
