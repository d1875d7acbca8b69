import { randomUUID } from 'node:crypto';
import type { StartExecutionInput } from '@aws-sdk/client-sfn';
import type { Given } from '../../core/given.ts';
import { parseStateMachineArn } from './arn.ts';
import type { StartRequest } from './execution-host.ts';
import { jsonFault } from './json-text.ts';
import { invalidExecutionInput, stateMachineDeleting } from './refusals.ts';
import { requireName } from './resource-name.ts';
import type { StepFunctions } from './step-functions.ts';

/** Maximum size of an input, in bytes of UTF-8. */
const INPUT_BYTES = 262_144;

/** Checks the input that StartExecution and StartSyncExecution have in common, and resolves what is to be started. */
export function startRequest(sfn: StepFunctions, input: Given<StartExecutionInput, 'stateMachineArn'>): StartRequest {
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
