import { conflict, serviceQuotaExceeded } from './refusals.ts';
import type { StateMachine, StateMachineVersion } from './state-machine.ts';
import type { StepFunctions } from './step-functions.ts';

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
