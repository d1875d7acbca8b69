import { isDeepStrictEqual } from 'node:util';
import type { CreateStateMachineInput, CreateStateMachineOutput } from '@aws-sdk/client-sfn';
import { arn } from '../../../core/arn.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { mergeTags } from '../../../core/tags.ts';
import { configurationsOf, requireRole } from '../configuration.ts';
import { requireDefinition } from '../definition.ts';
import { publishVersion } from '../publish-version.ts';
import { conflict, stateMachineAlreadyExists, stateMachineDeleting, validation } from '../refusals.ts';
import { requireName } from '../resource-name.ts';
import { requestedTags, TAG_RULES } from '../resource-tags.ts';
import { requireLogDelivery, requireManagedRules } from '../role-permissions.ts';
import type { StateMachine } from '../state-machine.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Creates a state machine. The same request again returns the existing state machine.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
 */
export function createStateMachine(
  sfn: StepFunctions,
): OperationHandler<Given<CreateStateMachineInput, 'name' | 'definition' | 'roleArn'>, CreateStateMachineOutput> {
  return (input, call) => {
    requireName(input.name);
    if (input.versionDescription !== undefined && input.publish !== true) {
      throw validation('Version description can only be set when publish is true');
    }
    const type = input.type ?? 'STANDARD';
    const configurations = configurationsOf(input);
    const machineArn = arn('states', call, `stateMachine:${input.name}`);
    const existing = sfn.machines.machines.get(machineArn);
    if (existing !== undefined) return again(sfn, existing, { ...input, type }, configurations);
    requireDefinition(input.definition, type);
    const caller = requireRole(sfn.runtime, input.roleArn, machineArn);
    requireManagedRules(sfn.runtime, caller, input.roleArn, input.definition, call);
    requireLogDelivery(sfn.runtime, caller, configurations.loggingConfiguration);
    const now = sfn.runtime.clock.now();
    return sfn.runtime.store.transaction(() => {
      const revision = sfn.machines.addRevision({
        machineArn,
        name: input.name,
        type,
        definition: input.definition,
        roleArn: input.roleArn,
        updateDate: now,
        ...configurations,
      });
      const machine: StateMachine = {
        arn: machineArn,
        name: input.name,
        status: 'ACTIVE',
        creationDate: now,
        revision: revision.id,
        lastVersion: 0,
        tags: mergeTags({}, requestedTags(input.tags), TAG_RULES),
      };
      sfn.machines.machines.put(machineArn, machine);
      const version = input.publish === true ? publishVersion(sfn, machine, input.versionDescription) : undefined;
      return {
        stateMachineArn: machineArn,
        creationDate: new Date(now),
        ...(version === undefined ? {} : { stateMachineVersionArn: version.arn }),
      };
    });
  };
}

/** The request of a state machine that is there: the same attributes answer as before, role and tags do not count. */
function again(
  sfn: StepFunctions,
  machine: StateMachine,
  input: Pick<CreateStateMachineInput, 'definition' | 'type' | 'publish' | 'versionDescription'>,
  configurations: ReturnType<typeof configurationsOf>,
): CreateStateMachineOutput {
  if (machine.status === 'DELETING') throw stateMachineDeleting(machine.arn);
  const { definition, type, loggingConfiguration, tracingConfiguration, encryptionConfiguration } = sfn.machines.revision(
    machine.revision,
  );
  const former = { loggingConfiguration, tracingConfiguration, encryptionConfiguration };
  if (definition !== input.definition || type !== input.type || !isDeepStrictEqual(former, { ...configurations })) {
    throw stateMachineAlreadyExists(machine.arn);
  }
  const [version] = sfn.machines.versionsOf(machine.arn);
  if (input.publish === true && (version === undefined || version.description !== input.versionDescription)) {
    throw conflict(`State Machine Already Exists: '${machine.arn}'`);
  }
  return {
    stateMachineArn: machine.arn,
    creationDate: new Date(machine.creationDate),
    ...(input.publish === true && version !== undefined ? { stateMachineVersionArn: version.arn } : {}),
  };
}
