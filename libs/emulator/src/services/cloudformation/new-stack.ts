import { randomUUID } from 'node:crypto';
import { arn } from '../../core/arn.ts';
import type { Call } from '../../core/service.ts';
import type { StackInputs, StackRecord } from './stack-store.ts';
import type { Stacks } from './stacks.ts';
import type { Json } from './template/json.ts';
import { validationError } from './template/validation-error.ts';

/** The record of a stack that CloudFormation is about to create. */
export function newStack(stacks: Stacks, name: string, inputs: StackInputs, call: Call): Omit<StackRecord, 'status'> {
  return {
    ...inputs,
    id: arn('cloudformation', call, `stack/${name}/${randomUUID()}`),
    name,
    region: call.region,
    createdMillis: stacks.runtime.clock.now(),
    outputs: [],
    imports: [],
    caller: call.caller as unknown as Json,
    disableRollback: false,
    onFailure: 'ROLLBACK',
    retainExceptOnCreate: false,
    terminationProtection: false,
    operationId: randomUUID(),
    leftovers: [],
  };
}

/** Checks the name of a new stack. @throws AwsError `ValidationError` where it breaks the rules for names */
export function checkStackName(name: string): void {
  if (/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) return;
  throw validationError(
    name.length > 128
      ? `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must have length less than or equal to 128`
      : `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
  );
}
