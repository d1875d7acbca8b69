import { isDeepStrictEqual } from 'node:util';
import type { CreateStateMachineAliasInput, CreateStateMachineAliasOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { aliasRoutes } from '../alias-routes.ts';
import { conflict, serviceQuotaExceeded } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';

const MAX_ALIASES = 100;

/**
 * Creates an alias of one version or two.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html
 */
export function createStateMachineAlias(
  sfn: StepFunctions,
): OperationHandler<Given<CreateStateMachineAliasInput, 'name' | 'routingConfiguration'>, CreateStateMachineAliasOutput> {
  return (input) => {
    const { machineArn, routes } = aliasRoutes(sfn, input.routingConfiguration);
    const arn = `${machineArn}:${input.name}`;
    const existing = sfn.machines.aliases.get(arn);
    if (existing !== undefined) {
      if (!isDeepStrictEqual(existing.routes, routes) || existing.description !== input.description) {
        throw conflict(
          `Failed to create alias because an alias with the same name and a different routing configuration already exists: '${arn}'`,
        );
      }
      return { stateMachineAliasArn: arn, creationDate: new Date(existing.creationDate) };
    }
    if (sfn.machines.aliasesOf(machineArn).length >= MAX_ALIASES) {
      throw serviceQuotaExceeded(`Maximum number of aliases (${MAX_ALIASES}) reached for this state machine`);
    }
    const now = sfn.runtime.clock.now();
    sfn.machines.aliases.put(arn, {
      arn,
      machineArn,
      name: input.name,
      routes,
      creationDate: now,
      updateDate: now,
      ...(input.description === undefined ? {} : { description: input.description }),
    });
    return { stateMachineAliasArn: arn, creationDate: new Date(now) };
  };
}
