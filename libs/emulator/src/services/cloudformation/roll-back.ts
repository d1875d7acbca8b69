import { noteLeftover } from './converge.ts';
import { type DesiredResource, type ResourceOperations, snapshotOf } from './resource-operations.ts';
import type { ResourceRecord, ResourceSnapshot, StackRecord } from './stack-store.ts';
import type { Stacks } from './stacks.ts';

/**
 * Brings the resources that an update has touched back to what they were, the last touched first: what was changed in place is changed
 * back, what was replaced gets its former physical resource again, what was made is noted as left over.
 *
 * @param skip logical ids to leave as they are
 * @returns the logical ids of those that could not be brought back
 */
export async function rollBackUpdate(
  stacks: Stacks,
  stackId: string,
  operations: ResourceOperations,
  skip: readonly string[] = [],
): Promise<string[]> {
  const stack = stacks.read(stackId);
  const touched = stacks
    .resources(stackId)
    .filter(({ before }) => before !== undefined)
    .sort((a, b) => b.timestampMillis - a.timestampMillis);
  // What an update has replaced stays in use after all.
  const used = new Set(touched.map((record) => originOf(record)?.physicalId));
  stacks.write(stackId, { leftovers: stack.leftovers.filter(({ physicalId }) => !used.has(physicalId)) });
  for (const record of stacks.resources(stackId)) if (failedUntouched(record)) settle(stacks, stackId, record);
  const failed: string[] = [];
  for (const record of touched) {
    if (skip.includes(record.logicalId)) {
      stacks.setResource(stackId, record, { status: 'UPDATE_COMPLETE', ...BROUGHT_BACK });
    } else if (!(await bringBack(stacks, stack, record, operations))) failed.push(record.logicalId);
  }
  return failed.sort();
}

/** Whether the update failed a resource before it began to change it: by a policy, a name, or a value that cannot be resolved. */
function failedUntouched({ before, status }: ResourceRecord): boolean {
  return before === undefined && (status === 'UPDATE_FAILED' || status === 'CREATE_FAILED');
}

function settle(stacks: Stacks, stackId: string, record: ResourceRecord): void {
  stacks.setResource(stackId, record, { status: record.physicalId === undefined ? 'DELETE_COMPLETE' : 'UPDATE_COMPLETE' });
}

/** The members of a record that say where it comes from, once it is back there. */
const BROUGHT_BACK = { before: undefined, origin: undefined, claimedId: undefined };

/** Former state of a resource; null where it did not exist. */
function originOf({ before, origin = before }: ResourceRecord): ResourceSnapshot | null | undefined {
  return origin;
}

async function bringBack(
  stacks: Stacks,
  stack: StackRecord,
  record: ResourceRecord,
  operations: ResourceOperations,
): Promise<boolean> {
  const before = originOf(record);
  const now = snapshotOf(record);
  if (!before || !now) {
    const isKept = record.deletionPolicy === 'Retain' && !stack.retainExceptOnCreate;
    if (now) noteLeftover(stacks, stack.id, record.logicalId, now, isKept ? 'Retain' : 'Delete');
    else stacks.setResource(stack.id, record, { status: 'DELETE_COMPLETE', ...BROUGHT_BACK });
    return true;
  }
  const inUse = [now.physicalId, before.physicalId];
  const isHalfMade = record.claimedId !== undefined && !inUse.includes(record.claimedId);
  if (isHalfMade) {
    const half = { ...now, physicalId: record.claimedId, attributes: {} };
    noteLeftover(stacks, stack.id, record.logicalId, half, 'Delete');
  }
  if (now.physicalId !== before.physicalId) noteLeftover(stacks, stack.id, record.logicalId, now, 'Delete');
  // A replacement that failed has changed nothing about the resource that it was for.
  if (isHalfMade || now.physicalId !== before.physicalId || record.generatedName !== before.generatedName) {
    stacks.setResource(stack.id, record, { metadata: undefined, ...before, status: 'UPDATE_COMPLETE', ...BROUGHT_BACK });
    return true;
  }
  const succeeded = await operations.update(stack, record, asDesired(record.logicalId, before), now);
  const after = stacks.resource(stack.id, record.logicalId) as ResourceRecord;
  const changes = succeeded ? { metadata: undefined, ...before, ...BROUGHT_BACK } : { before, statusReason: after.statusReason };
  stacks.setResource(stack.id, after, { ...changes, status: after.status }, 'silent');
  return succeeded;
}

function asDesired(logicalId: string, before: ResourceSnapshot): DesiredResource {
  const { type, properties, dependencies, deletionPolicy, updateReplacePolicy, metadata } = before;
  return {
    logicalId,
    type,
    properties,
    dependencies,
    deletionPolicy,
    updateReplacePolicy,
    ...(metadata === undefined ? {} : { metadata }),
  };
}
