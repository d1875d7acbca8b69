import { randomUUID } from 'node:crypto';
import type { UpdateStackInput, UpdateStackOutput } from '@aws-sdk/client-cloudformation';
import type { Call, OperationHandler } from '../../../core/service.ts';
import type { Deployments } from '../deployments.ts';
import { refuseSecureReferences } from '../dynamic-references.ts';
import { plan } from '../plan.ts';
import { readStackInputs, readStackPolicy } from '../stack-inputs.ts';
import type { StackInputs, StackRecord } from '../stack-store.ts';
import type { Stacks } from '../stacks.ts';
import type { Json } from '../template/json.ts';
import { validationError } from '../template/validation-error.ts';

/** Statuses in which a stack takes an update. */
const UPDATABLE: ReadonlySet<string> = new Set([
  'CREATE_COMPLETE',
  'CREATE_FAILED',
  'UPDATE_COMPLETE',
  'UPDATE_FAILED',
  'UPDATE_ROLLBACK_COMPLETE',
]);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export function updateStack(stacks: Stacks, deployments: Deployments): OperationHandler<UpdateStackInput, UpdateStackOutput> {
  return async (input, call) => {
    const stack = stacks.get(input.StackName ?? '', call, 'Stack');
    if (input.ClientRequestToken !== undefined && stack.clientRequestToken === input.ClientRequestToken)
      return { StackId: stack.id };
    checkUpdatable(stack);
    const stackPolicy = (await readStackPolicy(stacks, input, call)) ?? stack.stackPolicy;
    const { StackPolicyDuringUpdateBody: StackPolicyBody, StackPolicyDuringUpdateURL: StackPolicyURL } = input;
    const updatePolicy = await readStackPolicy(stacks, { StackPolicyBody, StackPolicyURL }, call);
    const { inputs, template } = await readStackInputs(stacks, input, stack, call);
    refuseSecureReferences(template);
    checkUpdatable(stacks.read(stack.id));
    if (!plan(stacks, stack, inputs).changesAnything) throw validationError('No updates are to be performed.');
    beginUpdate(stacks, deployments, stack, inputs, call, {
      description: template.description,
      stackPolicy,
      updatePolicy,
      roleArn: input.RoleARN ?? stack.roleArn,
      disableRollback: input.DisableRollback ?? false,
      retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
      clientRequestToken: input.ClientRequestToken,
    });
    return { StackId: stack.id };
  };
}

/** @throws AwsError `ValidationError` where the stack is in the middle of something, or beyond updates */
export function checkUpdatable(stack: StackRecord): void {
  if (UPDATABLE.has(stack.status)) return;
  throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
}

/** Begins to bring a stack to new inputs. */
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
  stacks.setStatus(stack.id, 'UPDATE_IN_PROGRESS', 'User Initiated', {
    updatePolicy: undefined,
    ...inputs,
    ...changes,
    caller: call.caller as unknown as Json,
    // A failed update that was not rolled back leaves what was good before it as what to go back to.
    previous: stack.previous ?? { ...before, ...(description === undefined ? {} : { description }) },
    operationId: randomUUID(),
    updatedMillis: stacks.runtime.clock.now(),
    leftovers: [],
  });
  deployments.begin(stack.id);
}
