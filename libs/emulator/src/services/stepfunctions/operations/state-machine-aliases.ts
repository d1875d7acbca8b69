import { isDeepStrictEqual } from 'node:util';
import type {
  CreateStateMachineAliasInput,
  CreateStateMachineAliasOutput,
  DeleteStateMachineAliasInput,
  DescribeStateMachineAliasInput,
  DescribeStateMachineAliasOutput,
  ListStateMachineAliasesInput,
  ListStateMachineAliasesOutput,
  RoutingConfigurationListItem,
  UpdateStateMachineAliasInput,
  UpdateStateMachineAliasOutput,
} from '@aws-sdk/client-sfn';
import type { OperationHandler } from '../../../core/service.ts';
import { parseStateMachineArn } from '../arn.ts';
import type { Given } from '../given.ts';
import { pageOf } from '../page-token.ts';
import { conflict, resourceNotFound, serviceQuotaExceeded, stateMachineDeleting, validation } from '../refusals.ts';
import type { StateMachineAlias } from '../state-machine.ts';
import type { StepFunctions } from '../step-functions.ts';

const MAX_ALIASES = 100;

/** Creates an alias of one version or two. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html */
export function createStateMachineAlias(
  sfn: StepFunctions,
): OperationHandler<Given<CreateStateMachineAliasInput, 'name' | 'routingConfiguration'>, CreateStateMachineAliasOutput> {
  return (input) => {
    const { machineArn, routes } = routesOf(sfn, input.routingConfiguration);
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

function routesOf(
  sfn: StepFunctions,
  configuration: readonly RoutingConfigurationListItem[],
): { readonly machineArn: string; readonly routes: StateMachineAlias['routes'] } {
  const routes = configuration.map(({ stateMachineVersionArn = '', weight = 0 }) => ({
    versionArn: stateMachineVersionArn,
    weight,
  }));
  if (routes.length < 1 || routes.length > 2) throw validation('Routing configuration must contain one or two versions');
  if (routes.reduce((sum, { weight }) => sum + weight, 0) !== 100) {
    throw validation('Sum of routing configuration weights must equal 100');
  }
  if (new Set(routes.map(({ versionArn }) => versionArn)).size < routes.length) {
    throw validation('Routing configuration must not name a version twice');
  }
  const machines = routes.map(({ versionArn }) => {
    const arn = parseStateMachineArn(versionArn);
    if (sfn.machines.versions.get(versionArn) === undefined) throw resourceNotFound(versionArn);
    const machine = sfn.machines.require(arn);
    if (machine.status === 'DELETING') throw stateMachineDeleting(machine.arn);
    return machine.arn;
  });
  const [machineArn = ''] = machines;
  if (machines.some((other) => other !== machineArn)) {
    throw validation('All versions of a routing configuration must belong to one state machine');
  }
  return { machineArn, routes };
}

function requireAlias(sfn: StepFunctions, arn: string): StateMachineAlias {
  parseStateMachineArn(arn);
  const alias = sfn.machines.aliases.get(arn);
  if (alias === undefined) throw resourceNotFound(arn);
  return alias;
}

/** Tells where an alias routes. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineAlias.html */
export function describeStateMachineAlias(
  sfn: StepFunctions,
): OperationHandler<Given<DescribeStateMachineAliasInput, 'stateMachineAliasArn'>, DescribeStateMachineAliasOutput> {
  return (input) => {
    const alias = requireAlias(sfn, input.stateMachineAliasArn);
    return {
      stateMachineAliasArn: alias.arn,
      name: alias.name,
      description: alias.description,
      routingConfiguration: alias.routes.map(({ versionArn, weight }) => ({ stateMachineVersionArn: versionArn, weight })),
      creationDate: new Date(alias.creationDate),
      updateDate: new Date(alias.updateDate),
    };
  };
}

/** Changes where an alias routes, or its description. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachineAlias.html */
export function updateStateMachineAlias(
  sfn: StepFunctions,
): OperationHandler<Given<UpdateStateMachineAliasInput, 'stateMachineAliasArn'>, UpdateStateMachineAliasOutput> {
  return (input) => {
    const alias = requireAlias(sfn, input.stateMachineAliasArn);
    if (input.description === undefined && input.routingConfiguration === undefined) {
      throw validation('Either the description or the routing configuration must be specified');
    }
    const target = input.routingConfiguration === undefined ? alias : routesOf(sfn, input.routingConfiguration);
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

/** Deletes an alias. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineAlias.html */
export function deleteStateMachineAlias(
  sfn: StepFunctions,
): OperationHandler<Given<DeleteStateMachineAliasInput, 'stateMachineAliasArn'>, Record<string, never>> {
  return (input) => {
    sfn.machines.aliases.delete(requireAlias(sfn, input.stateMachineAliasArn).arn);
    return {};
  };
}

/** Lists the aliases of a state machine, or those that route to one of its versions. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineAliases.html */
export function listStateMachineAliases(
  sfn: StepFunctions,
): OperationHandler<Given<ListStateMachineAliasesInput, 'stateMachineArn'>, ListStateMachineAliasesOutput> {
  return (input) => {
    const arn = parseStateMachineArn(input.stateMachineArn);
    const machine = sfn.machines.require(arn);
    if (machine.status === 'DELETING') throw stateMachineDeleting(machine.arn);
    const aliases = sfn.machines
      .aliasesOf(machine.arn)
      .filter(({ routes }) => arn.qualifier === undefined || routes.some(({ versionArn }) => versionArn === arn.arn));
    const scope = `ListStateMachineAliases ${input.stateMachineArn}`;
    const { items, nextToken } = pageOf(aliases, (alias) => alias.arn, scope, input, sfn.runtime.clock.now());
    return {
      stateMachineAliases: items.map((alias) => ({
        stateMachineAliasArn: alias.arn,
        creationDate: new Date(alias.creationDate),
      })),
      nextToken,
    };
  };
}
