import type { ListStateMachineAliasesInput, ListStateMachineAliasesOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { parseStateMachineArn } from '../arn.ts';
import { requestedPage } from '../paging.ts';
import { stateMachineDeleting } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Lists the aliases of a state machine, or those that route to one of its versions.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineAliases.html
 */
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
    const { items, nextToken } = pageOf(aliases, {
      ...requestedPage(input, sfn.runtime.clock.now()),
      list: `ListStateMachineAliases ${input.stateMachineArn}`,
      keyOf: (alias) => alias.arn,
    });
    return {
      stateMachineAliases: items.map((alias) => ({
        stateMachineAliasArn: alias.arn,
        creationDate: new Date(alias.creationDate),
      })),
      nextToken,
    };
  };
}
