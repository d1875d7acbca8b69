import type { PublishStateMachineVersionInput, PublishStateMachineVersionOutput } from '@aws-sdk/client-sfn';
import type { OperationHandler } from '../../../core/service.ts';
import { parseStateMachineArn } from '../arn.ts';
import type { Given } from '../given.ts';
import { conflict, invalidArn, serviceQuotaExceeded, stateMachineDeleting } from '../refusals.ts';
import type { StateMachine, StateMachineVersion } from '../state-machine.ts';
import type { StepFunctions } from '../step-functions.ts';

const MAX_VERSIONS = 1000;

/** Publishes the current revision; the version it already has is returned, as AWS does. */
export function publishVersion(sfn: StepFunctions, machine: StateMachine, description?: string): StateMachineVersion {
  const versions = sfn.machines.versionsOf(machine.arn);
  const [latest] = versions;
  if (latest !== undefined && latest.revision === machine.revision) {
    if (description !== undefined && latest.description !== description) {
      throw conflict(`Failed to publish the State Machine version: version ${latest.number} has another description.`);
    }
    return latest;
  }
  if (versions.length >= MAX_VERSIONS) {
    throw serviceQuotaExceeded(`Maximum number of versions (${MAX_VERSIONS}) reached for this state machine`);
  }
  const number = machine.lastVersion + 1;
  const version: StateMachineVersion = {
    arn: `${machine.arn}:${number}`,
    machineArn: machine.arn,
    number,
    revision: machine.revision,
    creationDate: sfn.runtime.clock.now(),
    ...(description === undefined ? {} : { description }),
  };
  sfn.machines.versions.put(version.arn, version);
  sfn.machines.machines.put(machine.arn, { ...machine, lastVersion: number });
  return version;
}

/** Publishes a version of a state machine. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_PublishStateMachineVersion.html */
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
