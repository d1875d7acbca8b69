import type { StartSyncExecutionInput, StartSyncExecutionOutput } from '@aws-sdk/client-sfn';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { executionDoesNotExist, stateMachineTypeNotSupported } from '../refusals.ts';
import { startRequest } from '../start-request.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Runs an Express execution and returns its result when it has ended.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
 */
export function startSyncExecution(
  sfn: StepFunctions,
): OperationHandler<Given<StartSyncExecutionInput, 'stateMachineArn'>, StartSyncExecutionOutput> {
  return async (input, call) => {
    const request = startRequest(sfn, input);
    if (request.revision.type !== 'EXPRESS') throw stateMachineTypeNotSupported();
    const running = sfn.host.startExpress(request);
    const { execution } = running;
    const left = new Promise<never>((_, reject) => {
      call.signal.addEventListener('abort', () => reject(executionDoesNotExist(execution.arn)), { once: true });
    });
    const outcome = await Promise.race([running.outcome, left]);
    const stopDate = sfn.runtime.clock.now();
    const metadataOnly = input.includedData === 'METADATA_ONLY';
    const included = { included: !metadataOnly };
    // The API has no status ABORTED here: a stopped execution counts as failed.
    const status = outcome.status === 'ABORTED' ? 'FAILED' : outcome.status;
    const billed = Math.max(100, Math.ceil((stopDate - execution.startDate) / 100) * 100);
    return {
      executionArn: execution.arn,
      stateMachineArn: execution.machineArn,
      name: execution.name,
      startDate: new Date(execution.startDate),
      stopDate: new Date(stopDate),
      status,
      ...(outcome.status === 'SUCCEEDED'
        ? { output: metadataOnly ? undefined : outcome.outputText, outputDetails: included }
        : { error: outcome.error, cause: outcome.cause }),
      input: metadataOnly ? undefined : execution.input,
      inputDetails: included,
      traceHeader: input.traceHeader,
      billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: billed },
    };
  };
}
