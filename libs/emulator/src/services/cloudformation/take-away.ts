import { type ResourceOperations, snapshotOf } from './resource-operations.ts';
import { runGraph } from './run-graph.ts';
import type { ResourceRecord, ResourceSnapshot, StackRecord } from './stack-store.ts';
import type { Stacks } from './stacks.ts';

/**
 * Deletes all resources of a stack, each before those it depends on.
 *
 * @returns the logical ids of those that could not be deleted
 */
export async function deleteResources(stacks: Stacks, stackId: string, operations: ResourceOperations): Promise<string[]> {
  const stack = stacks.read(stackId);
  const records = stacks.resources(stackId).filter(({ status }) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED');
  const dependents = new Map<string, string[]>(records.map(({ logicalId }) => [logicalId, []]));
  for (const { logicalId, dependencies } of records) for (const name of dependencies) dependents.get(name)?.push(logicalId);
  const failed = await runGraph(
    dependents,
    async (logicalId) => {
      const record = stacks.resource(stackId, logicalId) as ResourceRecord;
      const snapshot = snapshotOf(record);
      if (!snapshot) {
        // It never came to be: nothing is left of it but the record.
        stacks.setResource(stackId, record, { status: 'DELETE_COMPLETE' });
        return true;
      }
      if (isKept(stack, record)) {
        stacks.setResource(stackId, record, { status: 'DELETE_SKIPPED', before: undefined });
        return true;
      }
      return await operations.delete(stack, record, snapshot);
    },
    { keepGoing: true },
  );
  return failed.sort();
}

/** Deletes what an update has replaced or removed. A resource that cannot be deleted is left, with an event. */
export async function deleteLeftovers(stacks: Stacks, stackId: string, operations: ResourceOperations): Promise<boolean> {
  let succeeded = true;
  for (const leftover of stacks.read(stackId).leftovers.toReversed()) {
    const stack = stacks.read(stackId);
    const record = stacks.resource(stackId, leftover.logicalId);
    const isRecord = record?.physicalId === leftover.physicalId;
    if (leftover.policy !== 'Delete') {
      if (isRecord) stacks.setResource(stackId, record, { status: 'DELETE_SKIPPED', before: undefined });
      else {
        const { logicalId, physicalId, type } = leftover;
        stacks.addEvent(stack, { logicalId, physicalId, type, status: 'DELETE_SKIPPED' });
      }
    } else if (isRecord) {
      succeeded = (await operations.delete(stack, record, snapshotOf(record) as ResourceSnapshot)) && succeeded;
    } else {
      succeeded = (await operations.deleteLeftover(stack, leftover)) && succeeded;
    }
    stacks.write(stackId, {
      leftovers: stacks.read(stackId).leftovers.filter((each) => each.physicalId !== leftover.physicalId),
    });
  }
  return succeeded;
}

function isKept(stack: StackRecord, { logicalId, deletionPolicy, touchedIn }: ResourceRecord): boolean {
  if (stack.retained?.includes(logicalId)) return true;
  if (deletionPolicy === 'Delete') return false;
  const isOnlyAfterCreate = deletionPolicy === 'RetainExceptOnCreate' || stack.retainExceptOnCreate;
  return !(isOnlyAfterCreate && touchedIn === stack.operationId);
}
