import type { RedriveExecutionInput, RedriveExecutionOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { executionNotRedrivable } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Continues an execution from the states that did not succeed.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html
 */
export function redriveExecution(
  sfn: StepFunctions,
): OperationHandler<Given<RedriveExecutionInput, 'executionArn'>, RedriveExecutionOutput> {
  return async (input) => {
    const execution = sfn.executions.requireStandard(input.executionArn);
    const { details } = execution;
    const answered = input.clientToken === undefined ? undefined : details.redriveTokens?.[input.clientToken];
    if (answered !== undefined) return { redriveDate: new Date(answered) };
    const now = sfn.runtime.clock.now();
    const { status, reason } = sfn.host.redriveStatus(execution);
    if (status === 'NOT_REDRIVABLE') throw executionNotRedrivable(reason);
    if (execution.mapRunArn !== undefined) {
      throw executionNotRedrivable('Execution was started by a Map Run: redrive the parent execution instead');
    }
    const redriven = {
      ...details,
      ...(input.clientToken === undefined ? {} : { redriveTokens: { ...details.redriveTokens, [input.clientToken]: now } }),
    };
    sfn.executions.redrive(execution.id, now, redriven);
    await sfn.host.redrive(sfn.executions.require(input.executionArn));
    return { redriveDate: new Date(now) };
  };
}
