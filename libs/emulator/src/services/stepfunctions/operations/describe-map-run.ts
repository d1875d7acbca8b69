import type { DescribeMapRunInput, DescribeMapRunOutput, MapRunItemCounts } from '@aws-sdk/client-sfn';
import type { MapRunCounts } from '@stepmaker/asl-interpreter';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { mapRunDescription } from '../map-run-description.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Returns a Map Run with the counts of its items and executions.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html
 */
export function describeMapRun(
  sfn: StepFunctions,
): OperationHandler<Given<DescribeMapRunInput, 'mapRunArn'>, DescribeMapRunOutput> {
  return (input) => {
    const run = sfn.mapRuns.require(input.mapRunArn);
    const now = mapRunDescription(sfn, run);
    return {
      mapRunArn: run.arn,
      executionArn: run.executionArn,
      status: now.status,
      startDate: new Date(run.startDate),
      stopDate: now.stopDate === undefined ? undefined : new Date(now.stopDate),
      maxConcurrency: now.maxConcurrency,
      toleratedFailurePercentage: now.toleratedFailurePercentage,
      toleratedFailureCount: now.toleratedFailureCount,
      itemCounts: countsOf(now.itemCounts),
      executionCounts: countsOf(now.executionCounts),
      redriveCount: run.redriveCount,
      redriveDate: run.redriveDate === undefined ? undefined : new Date(run.redriveDate),
    };
  };
}

function countsOf(counts: MapRunCounts): MapRunItemCounts {
  return { ...counts, failuresNotRedrivable: 0, pendingRedrive: 0 };
}
