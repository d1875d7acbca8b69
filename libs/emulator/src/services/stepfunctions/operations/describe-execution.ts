import type { DescribeExecutionInput, DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Returns an execution with its input and output.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
export function describeExecution(
  sfn: StepFunctions,
): OperationHandler<Given<DescribeExecutionInput, 'executionArn'>, DescribeExecutionOutput> {
  return (input) => {
    const execution = sfn.executions.require(input.executionArn);
    const { versionArn, aliasArn, traceHeader } = execution.details;
    const metadataOnly = input.includedData === 'METADATA_ONLY';
    const included = { included: !metadataOnly };
    const { status: redriveStatus, reason } = sfn.host.redriveStatus(execution);
    return {
      executionArn: execution.arn,
      stateMachineArn: execution.machineArn,
      name: execution.name,
      status: execution.status,
      startDate: new Date(execution.startDate),
      stopDate: execution.stopDate === undefined ? undefined : new Date(execution.stopDate),
      input: metadataOnly ? undefined : execution.input,
      inputDetails: included,
      ...(execution.output === undefined ? {} : { output: metadataOnly ? undefined : execution.output, outputDetails: included }),
      traceHeader,
      mapRunArn: execution.mapRunArn,
      error: execution.error,
      cause: execution.cause,
      stateMachineVersionArn: versionArn,
      stateMachineAliasArn: aliasArn,
      redriveCount: execution.redriveCount,
      redriveDate: execution.redriveDate === undefined ? undefined : new Date(execution.redriveDate),
      redriveStatus,
      redriveStatusReason: reason,
    };
  };
}
