import type { DeleteStateMachineInput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { parseStateMachineArn } from '../arn.ts';
import { validation } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Deletes a state machine with its versions and aliases: at once where no execution runs, otherwise when its executions have
 * ended, each at its next transition.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html
 */
export function deleteStateMachine(
  sfn: StepFunctions,
): OperationHandler<Given<DeleteStateMachineInput, 'stateMachineArn'>, Record<string, never>> {
  return (input) => {
    const arn = parseStateMachineArn(input.stateMachineArn);
    if (arn.qualifier !== undefined) {
      throw validation('DeleteStateMachine takes the ARN of a state machine, without a version or an alias');
    }
    const machine = sfn.machines.machines.get(arn.machineArn);
    if (machine === undefined) return {};
    sfn.runtime.store.transaction(() => {
      sfn.machines.machines.put(machine.arn, { ...machine, status: 'DELETING' });
      sfn.host.removeIfIdle(machine.arn);
    });
    return {};
  };
}
