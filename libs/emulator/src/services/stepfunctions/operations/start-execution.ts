import { randomUUID } from 'node:crypto';
import type {
  StartExecutionInput,
  StartExecutionOutput,
  StartSyncExecutionInput,
  StartSyncExecutionOutput,
} from '@aws-sdk/client-sfn';
import type { OperationHandler } from '../../../core/service.ts';
import { parseStateMachineArn } from '../arn.ts';
import { executionArn, type StartRequest } from '../execution-host.ts';
import type { Given } from '../given.ts';
import { jsonFault } from '../json-text.ts';
import {
  executionAlreadyExists,
  executionDoesNotExist,
  invalidExecutionInput,
  stateMachineDeleting,
  stateMachineTypeNotSupported,
} from '../refusals.ts';
import { requireName } from '../resource-name.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * How long an ended execution keeps its name, in milliseconds: 90 days.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const KEPT_MILLIS = 90 * 86_400_000;

/** The most bytes of UTF-8 that an input has. */
const INPUT_BYTES = 262_144;

/** Starts an execution; the same name with the same input is no error while it runs. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
export function startExecution(
  sfn: StepFunctions,
): OperationHandler<Given<StartExecutionInput, 'stateMachineArn'>, StartExecutionOutput> {
  return (input) => {
    const request = startRequest(sfn, input);
    const { revision } = request;
    if (revision.type === 'EXPRESS') {
      const { execution } = sfn.host.startExpress(request);
      return { executionArn: execution.arn, startDate: new Date(execution.startDate) };
    }
    const arn = executionArn(revision.machineArn, request.name);
    const existing = input.name === undefined ? undefined : sfn.executions.find(arn);
    if (existing?.stopDate !== undefined && existing.stopDate < sfn.runtime.clock.now() - KEPT_MILLIS) {
      sfn.host.forget(existing);
    } else if (existing !== undefined) {
      if (existing.status !== 'RUNNING' || existing.input !== request.input) throw executionAlreadyExists(arn);
      return { executionArn: arn, startDate: new Date(existing.startDate) };
    }
    const execution = sfn.host.startStandard(request);
    return { executionArn: arn, startDate: new Date(execution.startDate) };
  };
}

/** Runs an Express execution and answers when it has ended. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html */
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
    // AWS knows no abortion here: what stopped it is told as a failure.
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

/** Checks what both ways of starting have in common. */
function startRequest(sfn: StepFunctions, input: Given<StartExecutionInput, 'stateMachineArn'>): StartRequest {
  if (input.name !== undefined) requireName(input.name);
  const { machine, revision, versionArn, aliasArn } = sfn.machines.resolve(
    parseStateMachineArn(input.stateMachineArn),
    Math.random(),
  );
  if (machine.status === 'DELETING') throw stateMachineDeleting(machine.arn);
  const text = input.input ?? '{}';
  if (text.length > INPUT_BYTES / 3 && Buffer.byteLength(text) > INPUT_BYTES) {
    throw invalidExecutionInput(`The input must not be larger than ${INPUT_BYTES} bytes of UTF-8`);
  }
  const fault = jsonFault(text);
  if (fault !== undefined) throw invalidExecutionInput(fault);
  return {
    revision,
    name: input.name ?? randomUUID(),
    input: text,
    ...(versionArn === undefined ? {} : { versionArn }),
    ...(aliasArn === undefined ? {} : { aliasArn }),
    ...(input.traceHeader === undefined ? {} : { traceHeader: input.traceHeader }),
  };
}
