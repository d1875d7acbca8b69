import type { DescribeStateMachineInput, DescribeStateMachineOutput } from '@aws-sdk/client-sfn';
import type { OperationHandler } from '../../../core/service.ts';
import { parseStateMachineArn } from '../arn.ts';
import type { Given } from '../given.ts';
import type { Revision } from '../state-machine.ts';
import type { StepFunctions } from '../step-functions.ts';
import { variableReferencesOf } from '../variable-references.ts';

/** What DescribeStateMachine and DescribeStateMachineForExecution tell alike. */
export function revisionOutput(
  revision: Revision,
  includedData: DescribeStateMachineInput['includedData'],
): Pick<
  DescribeStateMachineOutput,
  | 'loggingConfiguration'
  | 'tracingConfiguration'
  | 'encryptionConfiguration'
  | 'label'
  | 'revisionId'
  | 'variableReferences'
  | 'definition'
  | 'roleArn'
  | 'name'
> {
  const variables = variableReferencesOf(revision);
  return {
    name: revision.name,
    definition: includedData === 'METADATA_ONLY' ? undefined : revision.definition,
    roleArn: revision.roleArn,
    loggingConfiguration: revision.loggingConfiguration,
    tracingConfiguration: revision.tracingConfiguration,
    encryptionConfiguration: revision.encryptionConfiguration,
    label: revision.label,
    revisionId: revision.revisionId,
    variableReferences: includedData === 'METADATA_ONLY' || Object.keys(variables).length === 0 ? undefined : variables,
  };
}

/** Tells what a state machine, or a version of it, is. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */
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
