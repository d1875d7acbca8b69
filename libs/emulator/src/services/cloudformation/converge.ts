import { DesiredStack, recordedResources } from './desired-resources.ts';
import { type Difference, differenceOf } from './difference.ts';
import { CancelledError, failureReason } from './failure-reason.ts';
import { type DesiredResource, ResourceOperations, snapshotOf } from './resource-operations.ts';
import { runGraph } from './run-graph.ts';
import { deniedByPolicy } from './stack-policy.ts';
import type { Leftover, ResourceRecord, ResourceSnapshot, StackOutput, StackRecord } from './stack-store.ts';
import type { Stacks } from './stacks.ts';
import { isSame } from './template/json.ts';

/** Result of converging a stack to its template. */
export type Convergence =
  | { readonly succeeded: true; readonly outputs: readonly StackOutput[]; readonly imports: readonly string[] }
  | { readonly succeeded: false; readonly reason: string };

/**
 * Makes and changes resources until the stack is what its template says. What the template no longer asks for, and what has been
 * replaced, is noted as left over.
 */
export async function converge(stacks: Stacks, stackId: string, signal: AbortSignal): Promise<Convergence> {
  // The first failure ends what else is under way.
  const siblings = new AbortController();
  const operations = new ResourceOperations(stacks, AbortSignal.any([signal, siblings.signal]));
  const stack = stacks.read(stackId);
  const isCreate = stack.status === 'CREATE_IN_PROGRESS';
  let desired: DesiredStack;
  try {
    desired = new DesiredStack(stacks, stack, stack, recordedResources(stacks, stackId));
  } catch (error) {
    return { succeeded: false, reason: failureReason(error, stack.name) };
  }
  const stackTagsDiffer = stack.previous !== undefined && !isSame(stack.previous.tags, stack.tags);
  const failed = await runGraph(desired.dependencies, async (logicalId) => {
    const succeeded = await settle(stacks, stack, logicalId, desired, operations, stackTagsDiffer);
    if (!succeeded) siblings.abort(new CancelledError('another resource failed'));
    return succeeded;
  });
  if (failed.length > 0) {
    return {
      succeeded: false,
      reason: `The following resource(s) failed to ${isCreate ? 'create' : 'update'}: [${failed.sort().join(', ')}].`,
    };
  }
  try {
    const outputs = evaluateOutputs(stacks, stack, desired);
    const denied = removalDenied(stacks, stack, desired);
    if (denied !== undefined) return { succeeded: false, reason: denied };
    noteRemoved(stacks, stackId, new Set(desired.dependencies.keys()));
    return { succeeded: true, outputs, imports: [...desired.imports] };
  } catch (error) {
    return { succeeded: false, reason: failureReason(error, stack.name) };
  }
}

/** Brings one resource to what is wanted. */
async function settle(
  stacks: Stacks,
  stack: StackRecord,
  logicalId: string,
  desired: DesiredStack,
  operations: ResourceOperations,
  stackTagsDiffer: boolean,
): Promise<boolean> {
  const record = stacks.resource(stack.id, logicalId);
  if (record?.settledIn === stack.operationId && record.touchedIn === stack.operationId) return true;
  let wanted: DesiredResource;
  try {
    wanted = desired.resource(logicalId);
  } catch (error) {
    const live = liveSnapshot(record) === null ? undefined : record;
    stacks.setResource(stack.id, live ?? desired.unresolved(logicalId), {
      status: live ? 'UPDATE_FAILED' : 'CREATE_FAILED',
      statusReason: failureReason(error, logicalId),
    });
    return false;
  }
  const isTaken = record?.touchedIn === stack.operationId && record.before !== undefined;
  const before = isTaken ? (record.before ?? null) : liveSnapshot(record);
  if (!record || before === null) return await operations.create(stack, wanted, null);

  const type = operations.typeOf(wanted.type);
  const difference = differenceOf(before, wanted, type, stackTagsDiffer);
  if (difference.properties.length === 0 && !difference.replaces && !difference.tags) {
    if (difference.metadata || difference.policies || !isSame(before.dependencies, wanted.dependencies)) {
      stacks.setResource(stack.id, record, keptMembers(wanted), 'silent');
    }
    return true;
  }
  const denied = deniedByPolicy(
    stack.updatePolicy ?? stack.stackPolicy,
    difference.replaces ? 'Update:Replace' : 'Update:Modify',
    logicalId,
    before.type,
  );
  if (denied !== undefined) {
    stacks.setResource(stack.id, record, { status: 'UPDATE_FAILED', statusReason: denied });
    return false;
  }
  if (!difference.replaces) return await updateInPlace(stacks, stack, record, wanted, before, operations);
  return await replace(stacks, stack, record, wanted, before, difference, operations);
}

async function updateInPlace(
  stacks: Stacks,
  stack: StackRecord,
  record: ResourceRecord,
  wanted: DesiredResource,
  before: ResourceSnapshot,
  operations: ResourceOperations,
): Promise<boolean> {
  const succeeded = await operations.update(stack, record, wanted, before);
  const after = stacks.resource(stack.id, record.logicalId);
  if (succeeded && after?.physicalId !== before.physicalId)
    noteLeftover(stacks, stack.id, record.logicalId, before, before.updateReplacePolicy);
  return succeeded;
}

async function replace(
  stacks: Stacks,
  stack: StackRecord,
  record: ResourceRecord,
  wanted: DesiredResource,
  before: ResourceSnapshot,
  difference: Difference,
  operations: ResourceOperations,
): Promise<boolean> {
  const { logicalId } = wanted;
  const { nameProperty = '' } = operations.typeOf(wanted.type);
  const name = wanted.properties[nameProperty];
  if (name !== undefined && !difference.properties.includes(nameProperty)) {
    stacks.setResource(stack.id, record, {
      status: 'UPDATE_FAILED',
      statusReason: `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${String(name)} and update the stack again.`,
    });
    return false;
  }
  const succeeded = await operations.create(stack, wanted, before);
  if (succeeded) noteLeftover(stacks, stack.id, logicalId, before, wanted.updateReplacePolicy);
  return succeeded;
}

/** Current state of a resource, or null where it does not exist. */
function liveSnapshot(record: ResourceRecord | undefined): ResourceSnapshot | null {
  if (!record || isDeleted(record)) return null;
  return record.status.startsWith('CREATE_') && record.status !== 'CREATE_COMPLETE' ? null : snapshotOf(record);
}

function isDeleted({ status }: ResourceRecord): boolean {
  return status === 'DELETE_COMPLETE' || status === 'DELETE_SKIPPED';
}

function keptMembers(wanted: DesiredResource): Parameters<Stacks['setResource']>[2] {
  const { dependencies, deletionPolicy, updateReplacePolicy, metadata } = wanted;
  return { dependencies, deletionPolicy, updateReplacePolicy, metadata };
}

/** The values of the outputs. @throws AwsError where an export's name is taken or its value is in use */
function evaluateOutputs(stacks: Stacks, stack: StackRecord, { evaluation }: DesiredStack): StackOutput[] {
  const outputs: StackOutput[] = [];
  for (const [key, output] of Object.entries(evaluation.template.outputs)) {
    if (output.Condition !== undefined && !evaluation.holds(output.Condition)) continue;
    const value = evaluation.resolve(output.Value);
    const exportName = output.Export === undefined ? undefined : evaluation.resolve(output.Export.Name);
    outputs.push({
      key,
      value: Array.isArray(value) ? value.join(',') : String(value),
      ...(output.Description === undefined ? {} : { description: output.Description }),
      ...(exportName === undefined ? {} : { exportName: String(exportName) }),
    });
  }
  checkExports(stacks, stack, outputs);
  return outputs;
}

function checkExports(stacks: Stacks, stack: StackRecord, outputs: readonly StackOutput[]): void {
  const names = new Set(outputs.map(({ exportName }) => exportName));
  for (const { stack: other, name } of stacks.exports(stack.region)) {
    if (other.id !== stack.id && names.has(name))
      throw new CancelledError(`Export with name ${name} is already exported by stack ${other.name}.`);
  }
  for (const { exportName, value } of stack.outputs) {
    if (exportName === undefined) continue;
    const users = stacks.importers(exportName, stack.region);
    if (users.length === 0) continue;
    const after = outputs.find((output) => output.exportName === exportName);
    if (!after) throw new CancelledError(`Export ${exportName} cannot be deleted as it is in use by ${users.join(', ')}`);
    if (after.value !== value)
      throw new CancelledError(`Export ${exportName} cannot be updated as it is in use by ${users.join(', ')}`);
  }
}

/** Why the stack's policy does not let a resource go that the template no longer asks for. */
function removalDenied(stacks: Stacks, stack: StackRecord, { dependencies }: DesiredStack): string | undefined {
  const policy = stack.updatePolicy ?? stack.stackPolicy;
  if (policy === undefined || stack.status === 'CREATE_IN_PROGRESS') return undefined;
  const gone = stacks.resources(stack.id).filter((record) => liveSnapshot(record) && !dependencies.has(record.logicalId));
  return gone
    .map(({ logicalId, type }) => deniedByPolicy(policy, 'Update:Delete', logicalId, type))
    .find((reason) => reason !== undefined);
}

/** Notes the resources that the template no longer asks for, also those that an earlier operation failed to create. */
function noteRemoved(stacks: Stacks, stackId: string, wanted: ReadonlySet<string>): void {
  for (const record of stacks.resources(stackId)) {
    if (wanted.has(record.logicalId) || isDeleted(record)) continue;
    const snapshot = snapshotOf(record);
    if (snapshot) noteLeftover(stacks, stackId, record.logicalId, snapshot, record.deletionPolicy);
    else stacks.setResource(stackId, record, { status: 'DELETE_COMPLETE' });
  }
}

/** Notes a physical resource that is to be deleted once the operation is through. */
export function noteLeftover(
  stacks: Stacks,
  stackId: string,
  logicalId: string,
  snapshot: ResourceSnapshot,
  policy: string,
): void {
  const { leftovers } = stacks.read(stackId);
  const { type, physicalId, attributes, properties } = snapshot;
  if (leftovers.some((each) => each.physicalId === physicalId && each.logicalId === logicalId)) return;
  const leftover: Leftover = { logicalId, type, physicalId, attributes, properties, policy };
  stacks.write(stackId, { leftovers: [...leftovers, leftover] });
}
