import { randomUUID } from 'node:crypto';
import type { UpdateStateMachineInput, UpdateStateMachineOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { parseStateMachineArn } from '../arn.ts';
import { configurationsOf, requireRole } from '../configuration.ts';
import { requireDefinition } from '../definition.ts';
import { publishVersion } from '../publish-version.ts';
import { invalidArn, missingRequiredParameter, stateMachineDeleting, validation } from '../refusals.ts';
import { requireLogDelivery, requireManagedRules } from '../role-permissions.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Changes a state machine. Running executions keep what they were started with.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html
 */
export function updateStateMachine(
  sfn: StepFunctions,
): OperationHandler<Given<UpdateStateMachineInput, 'stateMachineArn'>, UpdateStateMachineOutput> {
  return (input, call) => {
    const arn = parseStateMachineArn(input.stateMachineArn);
    if (arn.qualifier !== undefined) throw invalidArn(`Resource type not valid in this context: ${input.stateMachineArn}`);
    const machine = sfn.machines.require(arn);
    if (machine.status === 'DELETING') throw stateMachineDeleting(machine.arn);
    const { definition, roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration } = input;
    const changes = [definition, roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration];
    if (changes.every((change) => change === undefined)) {
      throw missingRequiredParameter(
        'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
      );
    }
    if (input.versionDescription !== undefined && input.publish !== true) {
      throw validation('Version description can only be set when publish is true');
    }
    const { id: _, ...former } = sfn.machines.revision(machine.revision);
    const configurations = configurationsOf(input, former);
    if (definition !== undefined) requireDefinition(definition, former.type);
    const role = roleArn ?? former.roleArn;
    const caller = requireRole(sfn.runtime, role, machine.arn);
    if (definition !== undefined || roleArn !== undefined)
      requireManagedRules(sfn.runtime, caller, role, definition ?? former.definition, call);
    if (loggingConfiguration !== undefined || roleArn !== undefined)
      requireLogDelivery(sfn.runtime, caller, configurations.loggingConfiguration);
    const now = sfn.runtime.clock.now();
    const revisionId = randomUUID();
    return sfn.runtime.store.transaction(() => {
      const revision = sfn.machines.addRevision({
        ...former,
        ...configurations,
        ...(definition === undefined ? {} : { definition }),
        ...(roleArn === undefined ? {} : { roleArn }),
        revisionId,
        updateDate: now,
      });
      const updated = { ...machine, revision: revision.id };
      sfn.machines.machines.put(machine.arn, updated);
      const version = input.publish === true ? publishVersion(sfn, updated, input.versionDescription) : undefined;
      return {
        updateDate: new Date(now),
        revisionId,
        ...(version === undefined ? {} : { stateMachineVersionArn: version.arn }),
      };
    });
  };
}
