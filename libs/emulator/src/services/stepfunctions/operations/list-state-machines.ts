import type { ListStateMachinesInput, ListStateMachinesOutput } from '@aws-sdk/client-sfn';
import type { OperationHandler } from '../../../core/service.ts';
import { arnPrefix } from '../arn.ts';
import { pagePosition, pageSize, pageToken } from '../page-token.ts';
import type { StepFunctions } from '../step-functions.ts';

/** Lists the state machines of the region. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
export function listStateMachines(sfn: StepFunctions): OperationHandler<ListStateMachinesInput, ListStateMachinesOutput> {
  return (input, call) => {
    const prefix = `${arnPrefix(call)}stateMachine:`;
    const after = pagePosition('ListStateMachines', input.nextToken, sfn.runtime.clock.now());
    const size = pageSize(input.maxResults);
    const found = sfn.machines.machines.list({ prefix, limit: size + 1, ...(after === undefined ? {} : { after }) });
    const page = found.slice(0, size);
    const last = page.at(-1);
    return {
      stateMachines: page.map(({ value }) => ({
        stateMachineArn: value.arn,
        name: value.name,
        type: sfn.machines.revision(value.revision).type,
        creationDate: new Date(value.creationDate),
      })),
      nextToken:
        found.length > size && last !== undefined ? pageToken('ListStateMachines', last.key, sfn.runtime.clock.now()) : undefined,
    };
  };
}
