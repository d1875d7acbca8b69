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
  // What an update has replaced stays in use after all.
  stacks.write(stackId, { leftovers: [] });
  const touched = stacks
    .resources(stackId)
    .filter(({ before }) => before !== undefined)
    .sort((a, b) => b.timestampMillis - a.timestampMillis);
  const failed: string[] = [];
  for (const record of touched) {
    if (skip.includes(record.logicalId)) {
      stacks.setResource(stackId, record, { status: 'UPDATE_COMPLETE', before: undefined });
    } else if (!(await bringBack(stacks, stack, record, operations))) failed.push(record.logicalId);
  }
  return failed.sort();
}

async function bringBack(
  stacks: Stacks,
  stack: StackRecord,
  record: ResourceRecord,
  operations: ResourceOperations,
): Promise<boolean> {
  const { before } = record;
  const now = snapshotOf(record);
  if (before === null || before === undefined) {
    const isKept = record.deletionPolicy === 'Retain' && !stack.retainExceptOnCreate;
    if (now) noteLeftover(stacks, stack.id, record.logicalId, now, isKept ? 'Retain' : 'Delete');
    else stacks.setResource(stack.id, record, { status: 'DELETE_COMPLETE', before: undefined });
    return true;
  }
  if (now && now.physicalId !== before.physicalId) {
    noteLeftover(stacks, stack.id, record.logicalId, now, 'Delete');
    stacks.setResource(stack.id, record, { ...before, status: 'UPDATE_COMPLETE', before: undefined });
    return true;
  }
  if (record.claimedId !== undefined && record.claimedId !== before.physicalId) {
    const half = { ...before, type: record.type, physicalId: record.claimedId, attributes: {} };
    noteLeftover(stacks, stack.id, record.logicalId, half, 'Delete');
    stacks.setResource(stack.id, record, { ...before, status: 'UPDATE_COMPLETE', before: undefined, claimedId: undefined });
    return true;
  }
  if (!wasChanged(record)) {
    stacks.setResource(stack.id, record, { ...before, status: 'UPDATE_COMPLETE', before: undefined });
    return true;
  }
  const succeeded = await operations.update(stack, record, asDesired(record.logicalId, before), now ?? before);
  const after = stacks.resource(stack.id, record.logicalId);
  if (succeeded && after) stacks.setResource(stack.id, after, { ...before, status: after.status, before: undefined }, 'silent');
  else if (after)
    stacks.setResource(stack.id, after, { before, status: after.status, statusReason: after.statusReason }, 'silent');
  return succeeded;
}

/** A replacement that failed has changed nothing about what was there. */
function wasChanged(record: ResourceRecord): boolean {
  return record.settledIn === record.touchedIn || record.status.startsWith('UPDATE_');
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
