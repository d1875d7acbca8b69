import type {
  DescribeMapRunInput,
  DescribeMapRunOutput,
  ListMapRunsInput,
  ListMapRunsOutput,
  MapRunItemCounts,
  UpdateMapRunInput,
} from '@aws-sdk/client-sfn';
import type { MapRunCounts, MapRunDescription } from '@stepmaker/asl-interpreter';
import type { OperationHandler } from '../../../core/service.ts';
import { requireMapRunArn } from '../arn.ts';
import type { Given } from '../given.ts';
import type { MapRun } from '../map-run-store.ts';
import { pageOf } from '../page-token.ts';
import { resourceNotFound, validation } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';

function requireMapRun(sfn: StepFunctions, arn: string): MapRun {
  requireMapRunArn(arn);
  const run = sfn.mapRuns.runs.get(arn);
  if (run === undefined) throw resourceNotFound(arn);
  return run;
}

/** What the engine says of a run while its execution runs; afterwards, what was kept when it ended. */
function descriptionOf(sfn: StepFunctions, run: MapRun): MapRunDescription {
  return sfn.host.running(run.execution)?.engine.mapRun(run.mapRunId) ?? run.description;
}

/** Tells how a Map Run is. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html */
export function describeMapRun(
  sfn: StepFunctions,
): OperationHandler<Given<DescribeMapRunInput, 'mapRunArn'>, DescribeMapRunOutput> {
  return (input) => {
    const run = requireMapRun(sfn, input.mapRunArn);
    const now = descriptionOf(sfn, run);
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

/** Lists the Map Runs of an execution, newest first. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListMapRuns.html */
export function listMapRuns(sfn: StepFunctions): OperationHandler<Given<ListMapRunsInput, 'executionArn'>, ListMapRunsOutput> {
  return (input) => {
    const { arn } = sfn.executions.require(input.executionArn);
    const { items, nextToken } = pageOf(
      sfn.mapRuns.ofExecution(arn),
      (run) => run.arn,
      `ListMapRuns ${arn}`,
      input,
      sfn.runtime.clock.now(),
    );
    return {
      mapRuns: items.map((run) => {
        const { stopDate } = descriptionOf(sfn, run);
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

/** Changes concurrency or failure tolerance of a Map Run that runs. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html */
export function updateMapRun(sfn: StepFunctions): OperationHandler<Given<UpdateMapRunInput, 'mapRunArn'>, Record<string, never>> {
  return (input) => {
    const run = requireMapRun(sfn, input.mapRunArn);
    const { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = input;
    if (maxConcurrency === undefined && toleratedFailureCount === undefined && toleratedFailurePercentage === undefined) {
      throw validation('At least one of maxConcurrency, toleratedFailureCount or toleratedFailurePercentage must be specified');
    }
    const running = sfn.host.running(run.execution);
    if (running === undefined || descriptionOf(sfn, run).status !== 'RUNNING') {
      throw validation('Map Run has ended and cannot be updated');
    }
    running.deliver({
      type: 'MapRunUpdated',
      mapRunId: run.mapRunId,
      ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
      ...(toleratedFailureCount === undefined ? {} : { toleratedFailureCount }),
      ...(toleratedFailurePercentage === undefined ? {} : { toleratedFailurePercentage }),
    });
    return {};
  };
}
