import type { ListMapRunsInput, ListMapRunsOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import { pageOf } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { mapRunDescription } from '../map-run-description.ts';
import { requestedPage } from '../paging.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Lists the Map Runs of an execution, the newest first.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListMapRuns.html
 */
export function listMapRuns(sfn: StepFunctions): OperationHandler<Given<ListMapRunsInput, 'executionArn'>, ListMapRunsOutput> {
  return (input) => {
    const { arn } = sfn.executions.require(input.executionArn);
    const { items, nextToken } = pageOf(sfn.mapRuns.ofExecution(arn), {
      ...requestedPage(input, sfn.runtime.clock.now()),
      list: `ListMapRuns ${arn}`,
      keyOf: (run) => run.arn,
    });
    return {
      mapRuns: items.map((run) => {
        const { stopDate } = mapRunDescription(sfn, run);
        return {
          executionArn: run.executionArn,
          mapRunArn: run.arn,
          stateMachineArn: run.machineArn,
          startDate: new Date(run.startDate),
          stopDate: stopDate === undefined ? undefined : new Date(stopDate),
        };
      }),
      nextToken,
    };
  };
}
