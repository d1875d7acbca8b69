import type { ExecutionOutcome } from '@stepmaker/asl-interpreter';
import type { Runtime } from '../../core/runtime.ts';
import { parseStateMachineArn } from './arn.ts';
import type { Execution, ExecutionStatus } from './execution.ts';

/** Status of an execution, with its result once it has ended. */
export interface ExecutionResult {
  readonly status: ExecutionStatus;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  /** Milliseconds since the epoch; absent while it runs. */
  readonly stopDate?: number;
}

/** Returns the result of an outcome. */
export function resultOf(outcome: ExecutionOutcome, stopDate: number): ExecutionResult {
  if (outcome.status === 'SUCCEEDED') return { status: outcome.status, output: outcome.outputText, stopDate };
  const { status, error, cause } = outcome;
  return { status, ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }), stopDate };
}

const METRICS: Readonly<Partial<Record<ExecutionStatus, string>>> = {
  RUNNING: 'ExecutionsStarted',
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/**
 * Publishes metrics and events of an execution. Children of Map Runs have none.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function publishExecutionStatus({ metrics, events }: Runtime, execution: Execution, news: ExecutionResult): void {
  if (execution.details.child !== undefined) return;
  const { machineArn, startDate, details } = execution;
  const { region, account } = parseStateMachineArn(machineArn);
  const dimensions = [['StateMachineArn', machineArn]] as const;
  const metric = METRICS[news.status];
  if (metric !== undefined) metrics.add(region, 'AWS/States', metric, dimensions, 1);
  if (news.stopDate !== undefined)
    metrics.add(region, 'AWS/States', 'ExecutionTime', dimensions, news.stopDate - startDate, 'Milliseconds');
  // Express executions have no events in EventBridge.
  if (!events.heard || details.type !== 'STANDARD') return;
  events.publish({
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    region,
    account,
    resources: [execution.arn],
    time: news.stopDate ?? startDate,
    detail: () => detailOf(execution, news),
  });
}

function detailOf(execution: Execution, { status, output, error, cause, stopDate }: ExecutionResult): object {
  const { arn, machineArn, name, startDate, input, details, redriveCount } = execution;
  const isRedrivable = status !== 'RUNNING' && status !== 'SUCCEEDED';
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status,
    startDate,
    stopDate: stopDate ?? null,
    input,
    output: output ?? null,
    inputDetails: { included: true },
    outputDetails: output === undefined ? null : { included: true },
    error: error ?? null,
    cause: cause ?? null,
    stateMachineVersionArn: details.versionArn ?? null,
    stateMachineAliasArn: details.aliasArn ?? null,
    redriveCount,
    redriveDate: null,
    redriveStatus: isRedrivable ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    redriveStatusReason:
      status === 'RUNNING'
        ? 'Execution is RUNNING and cannot be redriven'
        : isRedrivable
          ? null
          : 'Execution is SUCCEEDED and cannot be redriven',
  };
}
