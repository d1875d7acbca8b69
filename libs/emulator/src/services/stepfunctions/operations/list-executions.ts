import type { ListExecutionsInput, ListExecutionsOutput } from '@aws-sdk/client-sfn';
import type { OperationHandler } from '../../../core/service.ts';
import { parseStateMachineArn, requireMapRunArn } from '../arn.ts';
import { pagePosition, pageSize, pageToken } from '../page-token.ts';
import { resourceNotFound, stateMachineTypeNotSupported, validation } from '../refusals.ts';
import type { StepFunctions } from '../step-functions.ts';

/** Lists the executions of a state machine or a Map Run, newest first. @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export function listExecutions(sfn: StepFunctions): OperationHandler<ListExecutionsInput, ListExecutionsOutput> {
  return (input) => {
    const { stateMachineArn, mapRunArn, statusFilter, redriveFilter, maxResults, nextToken } = input;
    if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
      throw validation('Must provide exactly one of stateMachineArn or mapRunArn');
    }
    const scope = `ListExecutions ${stateMachineArn ?? mapRunArn} ${statusFilter} ${redriveFilter}`;
    const before = pagePosition(scope, nextToken, sfn.runtime.clock.now());
    const size = pageSize(maxResults);
    const keep = wantedQualifier(sfn, stateMachineArn);
    const found = sfn.executions.list({
      ...(stateMachineArn === undefined ? { mapRunArn: requireMapRun(sfn, mapRunArn ?? '') } : { machineArn: keep.machineArn }),
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
      nextToken: found.length > size ? pageToken(scope, String(page.at(-1)?.id), sfn.runtime.clock.now()) : undefined,
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

function requireMapRun(sfn: StepFunctions, arn: string): string {
  requireMapRunArn(arn);
  if (sfn.mapRuns.runs.get(arn) === undefined) throw resourceNotFound(arn);
  return arn;
}
