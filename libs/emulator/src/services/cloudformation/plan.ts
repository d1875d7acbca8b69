import { DesiredStack } from './desired-resources.ts';
import { differenceOf } from './difference.ts';
import { type DesiredResource, snapshotOf } from './resource-operations.ts';
import { type ResourceType, resourceTypeOf } from './resource-types/resource-type.ts';
import type { PlannedChange, ResourceRecord, ResourceSnapshot, StackInputs, StackRecord } from './stack-store.ts';
import type { Stacks } from './stacks.ts';
import { KNOWN_AFTER_APPLY } from './template/intrinsics.ts';
import { isSame, type Json } from './template/json.ts';

/** Planned changes of a stack for given inputs. */
export interface Plan {
  readonly changes: readonly PlannedChange[];
  /** Whether there is anything to do at all, be it only an output. */
  readonly changesAnything: boolean;
}

/**
 * Works out what inputs would change about a stack, without changing it. Checks on the way what cannot be checked without values:
 * conditions, rules, mappings.
 *
 * @throws AwsError `ValidationError` in CloudFormation's words
 */
export function plan(
  stacks: Stacks,
  stack: Pick<StackRecord, 'id' | 'name' | 'region' | 'tags' | 'outputs'>,
  inputs: StackInputs,
): Plan {
  const records = new Map(
    stacks
      .resources(stack.id)
      .filter(({ status }) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED')
      .map((record) => [record.logicalId, record]),
  );
  const uncertain = new Set<string>();
  const desired = new DesiredStack(stacks, stack, inputs, (logicalId, attribute) => {
    const record = records.get(logicalId);
    if (record?.physicalId === undefined || uncertain.has(logicalId)) return undefined;
    return attribute === undefined ? record.physicalId : record.attributes?.[attribute];
  });
  desired.evaluation.check();
  const stackTagsDiffer = !isSame(stack.tags, inputs.tags);
  const changes: PlannedChange[] = [];
  for (const logicalId of inOrder(desired.dependencies)) {
    const wanted = desired.resource(logicalId);
    const type = resourceTypeOf(stacks.types, wanted.type) as ResourceType;
    const change = planOne(records.get(logicalId), wanted, type, stackTagsDiffer);
    if (change === undefined) continue;
    changes.push(change);
    if (change.action === 'Add' || change.replacement !== 'False' || type.attributes === 'any') uncertain.add(logicalId);
  }
  for (const record of records.values()) {
    const snapshot = desired.dependencies.has(record.logicalId) ? null : snapshotOf(record);
    if (snapshot) changes.push(removal(record.logicalId, snapshot));
  }
  // A failed operation can be taken to its end by another one, though that asks for nothing else.
  const isUnfinished = [...records.values()].some(({ status }) => status.endsWith('_FAILED'));
  return { changes, changesAnything: outputsDiffer(stack, desired) || changes.length > 0 || isUnfinished };
}

function planOne(
  record: ResourceRecord | undefined,
  wanted: DesiredResource,
  type: ResourceType,
  stackTagsDiffer: boolean,
): PlannedChange | undefined {
  const { logicalId } = wanted;
  const snapshot = record && snapshotOf(record);
  if (!snapshot) {
    return {
      action: 'Add',
      logicalId,
      type: wanted.type,
      scope: [],
      details: [],
      afterContext: JSON.stringify({ Properties: wanted.properties }),
    };
  }
  const difference = differenceOf(snapshot, wanted, type, stackTagsDiffer);
  const failed = record.status.endsWith('_FAILED');
  if (
    difference.properties.length === 0 &&
    !difference.replaces &&
    !difference.tags &&
    !difference.metadata &&
    !difference.policies &&
    !failed
  ) {
    return undefined;
  }
  const tagsDiffer = difference.tags || difference.properties.includes('Tags');
  const properties = difference.properties.filter((name) => name !== 'Tags');
  const scope = [
    ...(properties.length > 0 ? ['Properties'] : []),
    ...(difference.metadata ? ['Metadata'] : []),
    ...(tagsDiffer ? ['Tags'] : []),
    ...(difference.policies ? ['DeletionPolicy'] : []),
  ];
  const known = properties.filter((name) => !JSON.stringify(wanted.properties[name] ?? '').includes(KNOWN_AFTER_APPLY));
  const surely = known.some((name) => type.createOnly.includes(name));
  const replacement = surely ? 'True' : difference.replaces ? 'Conditional' : 'False';
  return {
    action: 'Modify',
    logicalId,
    physicalId: snapshot.physicalId,
    type: wanted.type,
    replacement,
    scope,
    details: [
      ...properties.map((name) => ({
        attribute: 'Properties',
        name,
        requiresRecreation: type.createOnly.includes(name) ? ('Always' as const) : ('Never' as const),
        ...textMember('before', snapshot.properties[name]),
        ...textMember('after', wanted.properties[name]),
      })),
      ...(tagsDiffer ? [{ attribute: 'Tags', requiresRecreation: 'Never' as const }] : []),
      ...(difference.metadata ? [{ attribute: 'Metadata', requiresRecreation: 'Never' as const }] : []),
      ...(difference.policies ? [{ attribute: 'DeletionPolicy', requiresRecreation: 'Never' as const }] : []),
    ],
    ...(replacement === 'False'
      ? {}
      : { policyAction: wanted.updateReplacePolicy === 'Delete' ? 'ReplaceAndDelete' : 'ReplaceAndRetain' }),
    beforeContext: JSON.stringify({ Properties: snapshot.properties }),
    afterContext: JSON.stringify({ Properties: wanted.properties }),
  };
}

function removal(
  logicalId: string,
  { physicalId, type, deletionPolicy, properties: Properties }: ResourceSnapshot,
): PlannedChange {
  return {
    action: 'Remove',
    logicalId,
    physicalId,
    type,
    scope: [],
    details: [],
    policyAction: deletionPolicy === 'Delete' ? 'Delete' : 'Retain',
    beforeContext: JSON.stringify({ Properties }),
  };
}

function outputsDiffer(stack: Pick<StackRecord, 'outputs'>, { evaluation }: DesiredStack): boolean {
  const wanted = Object.entries(evaluation.template.outputs)
    .filter(([, { Condition }]) => Condition === undefined || evaluation.holds(Condition))
    .map(([key, output]) => {
      const value = evaluation.resolve(output.Value);
      const exportName = output.Export === undefined ? undefined : evaluation.resolve(output.Export.Name);
      return [key, Array.isArray(value) ? value.join(',') : String(value), exportName, output.Description];
    });
  const present = stack.outputs.map(({ key, value, exportName, description }) => [key, value, exportName, description]);
  return !isSame(wanted.toSorted(byKey), present.toSorted(byKey));
}

function byKey(left: readonly unknown[], right: readonly unknown[]): number {
  return String(left[0]) < String(right[0]) ? -1 : 1;
}

/** Nodes so that each comes after those it depends on. */
function inOrder(dependencies: ReadonlyMap<string, readonly string[]>): string[] {
  const order = new Set<string>();
  const visit = (node: string): void => {
    if (order.has(node)) return;
    for (const other of dependencies.get(node) as readonly string[]) visit(other);
    order.add(node);
  };
  for (const node of dependencies.keys()) visit(node);
  return [...order];
}

function textMember(name: 'before' | 'after', value: Json | undefined): { before?: string; after?: string } {
  if (value === undefined) return {};
  return { [name]: typeof value === 'string' ? value : JSON.stringify(value) };
}
