import type { ListStateMachinesInput, ListStateMachinesOutput } from '@aws-sdk/client-sfn';
import { arn } from '../../../core/arn.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { collectionPage, requestedPage } from '../paging.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Lists the state machines of the region.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html
 */
export function listStateMachines(sfn: StepFunctions): OperationHandler<ListStateMachinesInput, ListStateMachinesOutput> {
  return (input, call) => {
    const request = { ...requestedPage(input, sfn.runtime.clock.now()), list: 'ListStateMachines' };
    const { items, nextToken } = collectionPage(sfn.machines.machines, arn('states', call, 'stateMachine:'), request);
    return {
      stateMachines: items.map((value) => ({
        stateMachineArn: value.arn,
        name: value.name,
        type: sfn.machines.revision(value.revision).type,
        creationDate: new Date(value.creationDate),
      })),
      nextToken,
    };
  };
}
