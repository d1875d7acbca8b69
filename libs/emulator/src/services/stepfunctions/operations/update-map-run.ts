import type { UpdateMapRunInput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { mapRunDescription } from '../map-run-description.ts';
import { validation } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Changes the concurrency or the failure tolerance of a running Map Run.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html
 */
export function updateMapRun(sfn: StepFunctions): OperationHandler<Given<UpdateMapRunInput, 'mapRunArn'>, Record<string, never>> {
  return (input) => {
    const run = sfn.mapRuns.require(input.mapRunArn);
    const { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = input;
    if (maxConcurrency === undefined && toleratedFailureCount === undefined && toleratedFailurePercentage === undefined) {
      throw validation('At least one of maxConcurrency, toleratedFailureCount or toleratedFailurePercentage must be specified');
    }
    const running = sfn.host.running(run.execution);
    if (running === undefined || mapRunDescription(sfn, run).status !== 'RUNNING') {
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
