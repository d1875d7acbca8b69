import type { CreateStackInput, CreateStackOutput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { Deployments } from '../deployments.ts';
import { refuseSecureReferences } from '../dynamic-references.ts';
import { checkStackName, newStack } from '../new-stack.ts';
import { plan } from '../plan.ts';
import { readStackInputs, readStackPolicy } from '../stack-inputs.ts';
import type { StackRecord } from '../stack-store.ts';
import type { Stacks } from '../stacks.ts';
import { validationError } from '../template/validation-error.ts';

/**
 * Creates a stack and starts the creation of its resources.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export function createStack(
  stacks: Stacks,
  deployments: Deployments,
): OperationHandler<Given<CreateStackInput, 'StackName'>, CreateStackOutput> {
  return async (input, call) => {
    const name = input.StackName;
    checkStackName(name);
    const existing = stacks.find(name, call);
    if (existing) {
      const isRepeated = input.ClientRequestToken !== undefined && existing.clientRequestToken === input.ClientRequestToken;
      if (isRepeated) return { StackId: existing.id };
      throw new AwsError({ code: 'AlreadyExistsException', message: `Stack [${name}] already exists` });
    }
    if (input.DisableRollback && input.OnFailure !== undefined)
      throw validationError('You can specify either DisableRollback or OnFailure, but not both.');
    const stackPolicy = await readStackPolicy(stacks, input, call);
    const { inputs, template } = await readStackInputs(stacks, input, undefined, call);
    refuseSecureReferences(template);
    const stack: StackRecord = {
      ...newStack(stacks, name, inputs, call),
      status: 'CREATE_IN_PROGRESS',
      ...(template.description === undefined ? {} : { description: template.description }),
      ...(input.RoleARN === undefined ? {} : { roleArn: input.RoleARN }),
      ...(stackPolicy === undefined ? {} : { stackPolicy }),
      disableRollback: input.DisableRollback ?? false,
      onFailure: input.OnFailure ?? 'ROLLBACK',
      retainExceptOnCreate: input.RetainExceptOnCreate ?? false,
      ...(input.TimeoutInMinutes === undefined ? {} : { timeoutMinutes: input.TimeoutInMinutes }),
      terminationProtection: input.EnableTerminationProtection ?? false,
      ...(input.ClientRequestToken === undefined ? {} : { clientRequestToken: input.ClientRequestToken }),
    };
    plan(stacks, stack, inputs);
    stacks.store.stacks.put(stack.id, stack);
    stacks.setStatus(stack.id, 'CREATE_IN_PROGRESS', 'User Initiated');
    deployments.begin(stack.id);
    return { StackId: stack.id };
  };
}
