import type { HistoryEvent, SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { PipelineClient } from '../pipeline-client.ts';

const STATE_MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:m';
const EXECUTION = 'arn:aws:states:us-east-1:000000000000:execution:m:e';
const timestamp = new Date(0);
const verdict = {
  Decision: 'REJECTED',
  Metric: 'r2',
  Value: 0.4,
  Threshold: 0.7,
  Metrics: { r2: 0.4, mae: 1, rmse: 2 },
  ChampionValue: null,
  Reasons: ['low'],
};

const output = {
  EndpointName: 'e',
  EndpointConfigName: 'c',
  ModelName: 'm',
  ModelDataUrl: 's3://b/m',
  PreprocessingJobName: 'p',
  TrainingJobName: 't',
  EvaluationJobName: 'e',
  EvaluationUri: 's3://b/e/',
  Verdict: verdict,
};

/** A client of Step Functions that answers with growing parts of a history, newest first, as the service does. */
function sfnWith(parts: readonly HistoryEvent[][]): SFNClient {
  let look = 0;
  const send = async (): Promise<unknown> => ({ events: parts.slice(0, ++look).flat().toReversed() });
  return { send } as unknown as SFNClient;
}

function resultOf(parts: readonly HistoryEvent[][]): Promise<unknown> {
  const pipeline = new PipelineClient({
    stateMachineArn: STATE_MACHINE,
    endpoint: 'http://127.0.0.1:1',
    clients: { sfn: sfnWith(parts) },
  });
  return pipeline.execution(EXECUTION).result({ pollIntervalMillis: 1 });
}

const entered: HistoryEvent = {
  id: 2,
  previousEventId: 0,
  type: 'TaskStateEntered',
  timestamp,
  stateEnteredEventDetails: { name: 'QualityGate' },
};

describe('PipelineExecution.result', () => {
  it('waits over several looks and gives the output', async () => {
    const end: HistoryEvent = {
      id: 3,
      previousEventId: 2,
      type: 'ExecutionSucceeded',
      timestamp,
      executionSucceededEventDetails: { output: JSON.stringify(output) },
    };

    await expect(resultOf([[entered], [end]])).resolves.toEqual(output);
  });

  it('throws the verdict when the quality gate rejected the model', async () => {
    const exited: HistoryEvent = {
      id: 3,
      previousEventId: 2,
      type: 'TaskStateExited',
      timestamp,
      stateExitedEventDetails: { name: 'QualityGate', output: JSON.stringify({ Verdict: verdict }) },
    };
    const end: HistoryEvent = {
      id: 4,
      previousEventId: 3,
      type: 'ExecutionFailed',
      timestamp,
      executionFailedEventDetails: { error: 'QualityGateFailed', cause: 'low' },
    };

    await expect(resultOf([[entered, exited], [end]])).rejects.toMatchObject({
      name: 'QualityGateFailedError',
      metric: 'r2',
      value: 0.4,
      threshold: 0.7,
      verdict,
    });
  });

  it('names the state that failed first', async () => {
    const failed: HistoryEvent = {
      id: 3,
      previousEventId: 2,
      type: 'TaskFailed',
      timestamp,
      taskFailedEventDetails: { resource: 'r', resourceType: 't', error: 'A', cause: 'b' },
    };
    const end: HistoryEvent = {
      id: 4,
      previousEventId: 3,
      type: 'ExecutionFailed',
      timestamp,
      executionFailedEventDetails: { error: 'A', cause: 'b' },
    };

    await expect(resultOf([[entered, failed, end]])).rejects.toMatchObject({
      name: 'ExecutionFailedError',
      stateName: 'QualityGate',
      error: 'A',
      failureCause: 'b',
    });
  });

  it('stops waiting when the signal is aborted', async () => {
    const pipeline = new PipelineClient({ stateMachineArn: STATE_MACHINE, clients: { sfn: sfnWith([[entered]]) } });

    await expect(pipeline.execution(EXECUTION).result({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
  });
});

describe('PipelineClient.startExecution', () => {
  it('refuses a wrong input before any call', async () => {
    const pipeline = new PipelineClient({
      stateMachineArn: STATE_MACHINE,
      clients: { sfn: { send: () => Promise.reject(new Error('called')) } as unknown as SFNClient },
    });

    await expect(pipeline.startExecution({ TargetColum: 'x' } as never)).rejects.toMatchObject({
      name: 'InvalidPipelineInputError',
      issues: [{ path: 'TargetColum', suggestion: 'TargetColumn' }],
    });
  });
});
