import type { Runtime } from '../../core/runtime.ts';
import type { Call } from '../../core/service.ts';
import type { Collection } from '../../core/store.ts';
import type { Tags } from '../../core/tags.ts';
import { notFound } from './errors.ts';

/** Names what is scaled, in the API's words. */
export interface TargetName {
  readonly ServiceNamespace: string;
  readonly ResourceId: string;
  readonly ScalableDimension: string;
}

/** A scalable target as it is kept. */
export interface ScalableTarget extends TargetName {
  readonly MinCapacity: number;
  readonly MaxCapacity: number;
  readonly RoleARN: string;
  readonly SuspendedState: object;
  readonly arn: string;
  readonly tags: Tags;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** A scaling policy as it is kept. */
export interface ScalingPolicy extends TargetName {
  readonly PolicyName: string;
  readonly PolicyType: string;
  readonly arn: string;
  readonly configuration: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** Filters of the Describe operations. */
export interface TargetFilter extends Partial<TargetName> {
  readonly ResourceIds?: readonly string[];
}

/** Scalable targets and their policies. */
export class ScalingStore {
  readonly targets: Collection<ScalableTarget>;
  readonly policies: Collection<ScalingPolicy>;
  readonly #store: Runtime['store'];

  constructor(store: Runtime['store']) {
    this.#store = store;
    this.targets = store.collection('application-autoscaling.target');
    this.policies = store.collection('application-autoscaling.policy');
  }

  /** @throws AwsError `ObjectNotFoundException` */
  require(name: Partial<TargetName>, call: Call): ScalableTarget {
    const found = this.targets.get(targetKey(name, call));
    if (found !== undefined) return found;
    const { ServiceNamespace, ResourceId, ScalableDimension } = name;
    throw notFound(
      `No scalable target found for service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}`,
    );
  }

  /** Deletes a target with its policies. */
  remove(name: Partial<TargetName>, call: Call): void {
    const key = targetKey(name, call);
    this.#store.transaction(() => {
      this.targets.delete(key);
      for (const policy of this.policies.list({ prefix: `${key}/` })) this.policies.delete(policy.key);
    });
  }
}

/** The key of a target; those of its policies begin with it. */
export function targetKey({ ServiceNamespace, ResourceId, ScalableDimension }: Partial<TargetName>, { region }: Call): string {
  return `${region}:${ServiceNamespace}/${ResourceId}/${ScalableDimension}`;
}

/** Tests whether a target, or a policy of one, passes a filter. */
export function matches(
  record: TargetName,
  { ServiceNamespace, ResourceId, ResourceIds = [], ScalableDimension }: TargetFilter,
): boolean {
  return (
    record.ServiceNamespace === ServiceNamespace &&
    (ResourceId === undefined || record.ResourceId === ResourceId) &&
    (ResourceIds.length === 0 || ResourceIds.includes(record.ResourceId)) &&
    (ScalableDimension === undefined || record.ScalableDimension === ScalableDimension)
  );
}
