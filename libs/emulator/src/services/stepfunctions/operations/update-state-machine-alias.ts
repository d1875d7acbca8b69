import type { UpdateStateMachineAliasInput, UpdateStateMachineAliasOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { aliasRoutes } from '../alias-routes.ts';
import { validation } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Changes the routing or the description of an alias.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachineAlias.html
 */
export function updateStateMachineAlias(
  sfn: StepFunctions,
): OperationHandler<Given<UpdateStateMachineAliasInput, 'stateMachineAliasArn'>, UpdateStateMachineAliasOutput> {
  return (input) => {
    const alias = sfn.machines.requireAlias(input.stateMachineAliasArn);
    if (input.description === undefined && input.routingConfiguration === undefined) {
      throw validation('Either the description or the routing configuration must be specified');
    }
    const target = input.routingConfiguration === undefined ? alias : aliasRoutes(sfn, input.routingConfiguration);
    if (target.machineArn !== alias.machineArn) {
      throw validation('The versions of an alias must belong to the state machine of the alias');
    }
    const now = sfn.runtime.clock.now();
    sfn.machines.aliases.put(alias.arn, {
      ...alias,
      routes: target.routes,
      updateDate: now,
      ...(input.description === undefined ? {} : { description: input.description }),
    });
    return { updateDate: new Date(now) };
  };
}
