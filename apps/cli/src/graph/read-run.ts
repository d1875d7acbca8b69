import type { StateMachineDefinition } from '@stepmaker/asl';
import type { PipelineExecution } from '@stepmaker/pipeline-sdk';
import type { ClientConfig } from '../target/apply-target.ts';
import { type RunPath, runPath } from './run-path.ts';

/** The definition that a run runs by, which may be older than the one that is deployed now. */
export async function readRunDefinition(
  config: ClientConfig,
  { executionArn, region }: PipelineExecution,
): Promise<StateMachineDefinition> {
  const { DescribeStateMachineForExecutionCommand, SFNClient } = await import('@aws-sdk/client-sfn');
  const sfn = new SFNClient({ region, ...config });
  const { definition = '{}' } = await sfn.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
  return JSON.parse(definition) as StateMachineDefinition;
}

/** The way of a run. */
export async function readRunPath(execution: PipelineExecution): Promise<RunPath> {
  const now = Date.now();
  return runPath(
    (await execution.steps()).map(({ stateName, status, enteredDate, durationMillis }) => ({
      stateName,
      status: status === 'RUNNING' ? 'running' : status === 'SUCCEEDED' ? 'succeeded' : 'failed',
      millis: durationMillis ?? now - enteredDate.getTime(),
    })),
  );
}
