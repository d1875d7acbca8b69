import type { DescribeStateMachineInput, DescribeStateMachineOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { parseStateMachineArn } from '../arn.ts';
import { revisionOutput } from '../revision-output.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Returns a state machine, or a version of it.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 */
export function describeStateMachine(
  sfn: StepFunctions,
): OperationHandler<Given<DescribeStateMachineInput, 'stateMachineArn'>, DescribeStateMachineOutput> {
  return (input) => {
    const { machine, revision, versionArn } = sfn.machines.resolve(parseStateMachineArn(input.stateMachineArn), Math.random());
    const version = versionArn === undefined ? undefined : sfn.machines.versions.get(versionArn);
    return {
      ...revisionOutput(revision, input.includedData),
      stateMachineArn: input.stateMachineArn,
      status: machine.status,
      type: revision.type,
      creationDate: new Date(version?.creationDate ?? machine.creationDate),
      description: version?.description,
    };
  };
}
