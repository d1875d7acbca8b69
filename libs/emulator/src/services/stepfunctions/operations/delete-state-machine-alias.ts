import type { DeleteStateMachineAliasInput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Deletes an alias.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineAlias.html
 */
export function deleteStateMachineAlias(
  sfn: StepFunctions,
): OperationHandler<Given<DeleteStateMachineAliasInput, 'stateMachineAliasArn'>, Record<string, never>> {
  return (input) => {
    sfn.machines.aliases.delete(sfn.machines.requireAlias(input.stateMachineAliasArn).arn);
    return {};
  };
}
