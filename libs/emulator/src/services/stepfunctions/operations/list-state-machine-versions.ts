import type { ListStateMachineVersionsInput, ListStateMachineVersionsOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { parseStateMachineArn } from '../arn.ts';
import { requestedPage } from '../paging.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Lists the versions of a state machine, the newest first.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineVersions.html
 */
export function listStateMachineVersions(
  sfn: StepFunctions,
): OperationHandler<Given<ListStateMachineVersionsInput, 'stateMachineArn'>, ListStateMachineVersionsOutput> {
  return (input) => {
    const { machineArn } = parseStateMachineArn(input.stateMachineArn);
    const { items, nextToken } = pageOf(sfn.machines.versionsOf(machineArn), {
      ...requestedPage(input, sfn.runtime.clock.now()),
      list: `ListStateMachineVersions ${machineArn}`,
      keyOf: ({ arn }) => arn,
    });
    return {
      stateMachineVersions: items.map(({ arn, creationDate }) => ({
        stateMachineVersionArn: arn,
        creationDate: new Date(creationDate),
      })),
      nextToken,
    };
  };
}
