import type { DescribeStateMachineInput, DescribeStateMachineOutput } from '@aws-sdk/client-sfn';
import type { Revision } from './state-machine.ts';
import { variableReferencesOf } from './variable-references.ts';

/** The members that DescribeStateMachine and DescribeStateMachineForExecution have in common. */
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
