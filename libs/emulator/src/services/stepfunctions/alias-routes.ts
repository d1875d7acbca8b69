import type { RoutingConfigurationListItem } from '@aws-sdk/client-sfn';
import { parseStateMachineArn } from './arn.ts';
import { resourceNotFound, stateMachineDeleting, validation } from './refusals.ts';
import type { StateMachineAlias } from './state-machine.ts';
import type { StepFunctions } from './step-functions.ts';

/**
 * Checks the routing configuration of an alias: one or two versions of one state machine.
 *
 * @throws AwsError `ValidationException`, `ResourceNotFound`, `StateMachineDeleting`
 */
export function aliasRoutes(
  sfn: StepFunctions,
  configuration: readonly RoutingConfigurationListItem[],
): { readonly machineArn: string; readonly routes: StateMachineAlias['routes'] } {
  const routes = configuration.map(({ stateMachineVersionArn, weight }) => ({
    versionArn: stateMachineVersionArn as string,
    weight: weight as number,
  }));
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
