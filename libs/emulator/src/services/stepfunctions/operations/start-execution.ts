import type { StartExecutionInput, StartExecutionOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { executionArn } from '../execution-host.ts';
import { executionAlreadyExists } from '../refusals.ts';
import { startRequest } from '../start-request.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Milliseconds that an ended execution keeps its name: 90 days.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const KEPT_MILLIS = 90 * 86_400_000;

/**
 * Starts an execution. A running execution with the same name and input is returned instead.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function startExecution(
  sfn: StepFunctions,
): OperationHandler<Given<StartExecutionInput, 'stateMachineArn'>, StartExecutionOutput> {
  return (input) => {
    const request = startRequest(sfn, input);
    const { revision } = request;
    if (revision.type === 'EXPRESS') {
      const { execution } = sfn.host.startExpress(request);
      return { executionArn: execution.arn, startDate: new Date(execution.startDate) };
    }
    const arn = executionArn(revision.machineArn, request.name);
    const existing = input.name === undefined ? undefined : sfn.executions.find(arn);
    if (existing?.stopDate !== undefined && existing.stopDate < sfn.runtime.clock.now() - KEPT_MILLIS) {
      sfn.host.forget(existing);
    } else if (existing !== undefined) {
      if (existing.status !== 'RUNNING' || existing.input !== request.input) throw executionAlreadyExists(arn);
      return { executionArn: arn, startDate: new Date(existing.startDate) };
    }
    const execution = sfn.host.startStandard(request);
    return { executionArn: arn, startDate: new Date(execution.startDate) };
  };
}
