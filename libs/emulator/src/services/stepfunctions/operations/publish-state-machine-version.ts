import type { PublishStateMachineVersionInput, PublishStateMachineVersionOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { parseStateMachineArn } from '../arn.ts';
import { publishVersion } from '../publish-version.ts';
import { conflict, invalidArn, stateMachineDeleting } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Publishes a version of a state machine.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_PublishStateMachineVersion.html
 */
export function publishStateMachineVersion(
  sfn: StepFunctions,
): OperationHandler<Given<PublishStateMachineVersionInput, 'stateMachineArn'>, PublishStateMachineVersionOutput> {
  return (input) => {
    const arn = parseStateMachineArn(input.stateMachineArn);
    if (arn.qualifier !== undefined) throw invalidArn(`Resource type not valid in this context: ${input.stateMachineArn}`);
    const machine = sfn.machines.require(arn);
    if (machine.status === 'DELETING') throw stateMachineDeleting(machine.arn);
    const current = sfn.machines.revision(machine.revision).revisionId ?? 'INITIAL';
    if (input.revisionId !== undefined && input.revisionId !== '' && input.revisionId !== current) {
      throw conflict(
        `Failed to publish the State Machine version for revision ${input.revisionId}. The current State Machine revision is ${current}.`,
      );
    }
    const version = sfn.runtime.store.transaction(() => publishVersion(sfn, machine, input.description));
    return { stateMachineVersionArn: version.arn, creationDate: new Date(version.creationDate) };
  };
}
