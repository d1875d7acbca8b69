import type { DescribeStateMachineForExecutionInput, DescribeStateMachineForExecutionOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { revisionOutput } from '../revision-output.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Returns the state machine as it was when the execution started.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html
 */
export function describeStateMachineForExecution(
  sfn: StepFunctions,
): OperationHandler<Given<DescribeStateMachineForExecutionInput, 'executionArn'>, DescribeStateMachineForExecutionOutput> {
  return (input) => {
    const execution = sfn.executions.require(input.executionArn);
    const revision = sfn.machines.revision(execution.revision);
    return {
      ...revisionOutput(revision, input.includedData),
      stateMachineArn: execution.machineArn,
      updateDate: new Date(revision.updateDate),
      mapRunArn: execution.mapRunArn,
    };
  };
}
