import type { ListExecutionsInput, ListExecutionsOutput } from '@aws-sdk/client-sfn';
import { decodePosition, encodePosition } from '../../../core/page.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { parseStateMachineArn } from '../arn.ts';
import { requestedPage } from '../paging.ts';
import { stateMachineTypeNotSupported, validation } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';

/**
 * Lists the executions of a state machine or a Map Run, the newest first.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
export function listExecutions(sfn: StepFunctions): OperationHandler<ListExecutionsInput, ListExecutionsOutput> {
  return (input) => {
    const { stateMachineArn, mapRunArn, statusFilter, redriveFilter } = input;
    if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
      throw validation('Must provide exactly one of stateMachineArn or mapRunArn');
    }
    const list = `ListExecutions ${stateMachineArn ?? mapRunArn} ${statusFilter} ${redriveFilter}`;
    const { token, size, ...rules } = { ...requestedPage(input, sfn.runtime.clock.now()), list };
    const before = decodePosition(token, rules);
    const keep = wantedQualifier(sfn, stateMachineArn);
    const found = sfn.executions.list({
      ...(mapRunArn === undefined ? { machineArn: keep.machineArn } : { mapRunArn: sfn.mapRuns.require(mapRunArn).arn }),
      ...(statusFilter === undefined ? {} : { status: statusFilter }),
      ...(redriveFilter === undefined ? {} : { redriven: redriveFilter === 'REDRIVEN' }),
      ...(before === undefined ? {} : { before: Number(before) }),
      ...(keep.qualified === undefined ? {} : { qualified: keep.qualified }),
      limit: size + 1,
    });
    const page = found.slice(0, size);
    return {
      executions: page.map((execution) => ({
        executionArn: execution.arn,
        stateMachineArn: execution.machineArn,
        name: execution.name,
        status: execution.status,
        startDate: new Date(execution.startDate),
        stopDate: execution.stopDate === undefined ? undefined : new Date(execution.stopDate),
        mapRunArn: execution.mapRunArn,
        itemCount: execution.details.child?.itemCount,
        stateMachineVersionArn: execution.details.versionArn,
        stateMachineAliasArn: execution.details.aliasArn,
        redriveCount: execution.redriveCount,
        redriveDate: execution.redriveDate === undefined ? undefined : new Date(execution.redriveDate),
      })),
      nextToken: found.length > size ? encodePosition(String(page.at(-1)?.id), rules) : undefined,
    };
  };
}

function wantedQualifier(
  sfn: StepFunctions,
  stateMachineArn: string | undefined,
): { readonly machineArn: string; readonly qualified?: string } {
  if (stateMachineArn === undefined) return { machineArn: '' };
  const arn = parseStateMachineArn(stateMachineArn);
  const { machine, revision } = sfn.machines.resolve(arn, 0);
  if (revision.type === 'EXPRESS') throw stateMachineTypeNotSupported();
  return { machineArn: machine.arn, ...(arn.qualifier === undefined ? {} : { qualified: arn.arn }) };
}
