import type { DesiredResource } from './resource-operations.ts';
import type { ResourceType } from './resource-types/resource-type.ts';
import type { ResourceSnapshot } from './stack-store.ts';
import { isSame } from './template/json.ts';

/** Action of an update on a resource. */
export interface Difference {
  /** Names of properties that differ. */
  readonly properties: readonly string[];
  /** Whether it takes a new resource. */
  readonly replaces: boolean;
  /** Stack tags differ, and this type carries tags. */
  readonly tags: boolean;
  readonly metadata: boolean;
  readonly policies: boolean;
}

/** Compares a resource as it is with what is wanted. */
export function differenceOf(
  before: ResourceSnapshot,
  desired: DesiredResource,
  type: ResourceType,
  stackTagsDiffer: boolean,
): Difference {
  const names = new Set([...Object.keys(before.properties), ...Object.keys(desired.properties)]);
  const properties = [...names].filter((name) => !isSame(before.properties[name], desired.properties[name]));
  return {
    properties,
    replaces: properties.some((name) => type.createOnly.includes(name)),
    tags: stackTagsDiffer && carriesTags(type),
    metadata: !isSame(before.metadata, desired.metadata),
    policies: before.deletionPolicy !== desired.deletionPolicy || before.updateReplacePolicy !== desired.updateReplacePolicy,
  };
}

function carriesTags(type: ResourceType): boolean {
  return type.properties['Tags'] !== undefined;
}
