import type { StopExecutionInput, StopExecutionOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Stops an execution. An execution that has ended stays as it is.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html
 */
export function stopExecution(
  sfn: StepFunctions,
): OperationHandler<Given<StopExecutionInput, 'executionArn'>, StopExecutionOutput> {
  return async (input) => {
    const execution = sfn.executions.requireStandard(input.executionArn);
    const running = execution.status === 'RUNNING' ? sfn.host.running(execution.id) : undefined;
    if (running === undefined) return { stopDate: new Date(execution.stopDate ?? sfn.runtime.clock.now()) };
    const { error, cause } = input;
    const { outcome } = running;
    running.deliver({
      type: 'Stop',
      ...(error === undefined ? {} : { error }),
      ...(cause === undefined ? {} : { cause }),
    });
    await outcome;
    return { stopDate: new Date(sfn.executions.require(input.executionArn).stopDate ?? sfn.runtime.clock.now()) };
  };
}
