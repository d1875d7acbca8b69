import type { UpdateStackInput, UpdateStackOutput } from '@aws-sdk/client-cloudformation';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { beginUpdate, checkUpdatable } from '../begin-update.ts';
import type { Deployments } from '../deployments.ts';
import { refuseSecureReferences } from '../dynamic-references.ts';
import { plan } from '../plan.ts';
import { refuseTypeChanges } from '../resource-type-changes.ts';
import { readStackInputs, readStackPolicy } from '../stack-inputs.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

/**
 * Starts the update of a stack to another template or other parameters.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html
 */
export function updateStack(
  stacks: Stacks,
  deployments: Deployments,
): OperationHandler<Given<UpdateStackInput, 'StackName'>, UpdateStackOutput> {
  return async (input, call) => {
    const stack = stacks.get(input.StackName, call, 'Stack');
    if (input.ClientRequestToken !== undefined && stack.clientRequestToken === input.ClientRequestToken)
      return { StackId: stack.id };
    checkUpdatable(stack);
    const stackPolicy = (await readStackPolicy(stacks, input, call)) ?? stack.stackPolicy;
    const { StackPolicyDuringUpdateBody: StackPolicyBody, StackPolicyDuringUpdateURL: StackPolicyURL } = input;
    const updatePolicy = await readStackPolicy(stacks, { StackPolicyBody, StackPolicyURL }, call);
    const { inputs, template } = await readStackInputs(stacks, input, stack, call);
    refuseSecureReferences(template);
    refuseTypeChanges(stacks, stack.id, template);
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
