import { randomUUID } from 'node:crypto';
import type { Call } from '../../core/service.ts';
import type { Deployments } from './deployments.ts';
import type { StackInputs, StackRecord } from './stack-store.ts';
import type { Stacks } from './stacks.ts';
import type { Json } from './template/json.ts';
import { validationError } from './template/validation-error.ts';

/** Statuses in which a stack can be updated. */
const UPDATABLE: ReadonlySet<string> = new Set([
  'CREATE_COMPLETE',
  'CREATE_FAILED',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
]);

/** Checks that the stack can be updated now. @throws AwsError `ValidationError` in any other status */
export function checkUpdatable(stack: StackRecord): void {
  if (UPDATABLE.has(stack.status)) return;
  throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
}

/** Starts the update of a stack to new inputs. */
export function beginUpdate(
  stacks: Stacks,
  deployments: Deployments,
  stack: StackRecord,
  inputs: StackInputs,
  call: Call,
  changes: Parameters<Stacks['write']>[1],
): void {
  const { templateBody, parameters, tags, capabilities, notificationArns, outputs, imports, description } = stack;
  const before = { templateBody, parameters, tags, capabilities, notificationArns, outputs, imports };
  if (stack.previous !== undefined) keepOrigins(stacks, stack.id);
  stacks.setStatus(stack.id, 'UPDATE_IN_PROGRESS', 'User Initiated', {
    updatePolicy: undefined,
    ...inputs,
    ...changes,
    caller: call.caller as unknown as Json,
    // A failed update that was not rolled back leaves what was good before it as what to go back to.
    previous: stack.previous ?? { ...before, ...(description === undefined ? {} : { description }) },
    operationId: randomUUID(),
    updatedMillis: stacks.runtime.clock.now(),
    leftovers: stack.previous === undefined ? [] : stack.leftovers,
  });
  deployments.begin(stack.id);
}

/** Keeps what resources were before a failed update that was not rolled back: a rollback of the next one goes back to that. */
function keepOrigins(stacks: Stacks, stackId: string): void {
  for (const record of stacks.resources(stackId)) {
    const { before, origin = before, statusReason } = record;
    if (before !== undefined) stacks.setResource(stackId, record, { origin, statusReason }, 'silent');
  }
}
