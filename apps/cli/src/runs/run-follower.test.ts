import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import type { PipelineEvent, PipelineExecution } from '@stepmaker/pipeline-sdk';
import { describe, expect, it } from 'vitest';
import { LiveView } from '../output/live-view.ts';
import { followRun } from './run-follower.ts';
import type { RunResult } from './run-result.ts';

const at = (seconds: number): { timestamp: Date } => ({ timestamp: new Date(seconds * 1000) });
const job = { jobName: 'train-1', jobArn: 'arn', jobType: 'TrainingJob' } as const;
const verdict = {
  Decision: 'APPROVED',
  Metric: 'r2',
  Value: 0.9,
  Threshold: 0.7,
  Metrics: { r2: 0.9 },
  ChampionValue: null,
  Reasons: ['r2 0.9 reaches the threshold 0.7.'],
};

/** What follows from these events, and what is printed meanwhile. */
async function followed(
  events: readonly object[],
  lines: readonly string[] = [],
): Promise<{ result: RunResult; printed: string }> {
  const stream = new PassThrough() as unknown as NodeJS.WriteStream;
  const execution = {
    executionArn: 'arn:aws:states:us-east-1:000000000000:execution:ml-pipeline:run',
    async *events() {
      yield* events as PipelineEvent[];
    },
    jobLog: async () => lines,
  } as unknown as PipelineExecution;
  const result = await followRun(execution, new LiveView(stream));
  (stream as unknown as PassThrough).end();
  return { result, printed: stripVTControlCharacters(await text(stream as unknown as PassThrough)) };
}

describe('following a run', () => {
  it('prints a line for each phase with its metrics and its verdict, and returns the result', async () => {
    const { result, printed } = await followed([
      { type: 'ExecutionStarted', ...at(1), input: {} },
      { type: 'StateEntered', ...at(1), stateName: 'Train', stateType: 'Task' },
      { type: 'JobSubmitted', ...at(1), stateName: 'Train', job },
      { type: 'JobStatusChanged', ...at(2), stateName: 'Train', job, status: 'InProgress' },
      { type: 'JobLogLine', ...at(2), stateName: 'Train', job, message: 'epoch 1' },
      { type: 'JobMetric', ...at(3), stateName: 'Train', job, metricName: 'cv_r2', value: 0.912_34 },
      {
        type: 'StateExited',
        ...at(3),
        stateName: 'Train',
        output: {},
        variables: { Run: { Id: 'run-1' }, In: { EndpointName: 'e' } },
      },
      { type: 'StateEntered', ...at(3), stateName: 'QualityGate', stateType: 'Task' },
      { type: 'StateExited', ...at(3), stateName: 'QualityGate', output: verdict, variables: {} },
      { type: 'ExecutionEnded', ...at(4), status: 'SUCCEEDED', output: { EndpointName: 'e' } },
    ]);

    expect(printed).toMatch(/✓ Train +2.0 s {2}cv_r2 0.9123\n +✓ QualityGate +1.0 s {2}r2 0.9, threshold 0.7: APPROVED\n$/);
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      decision: 'APPROVED',
      threshold: 0.7,
      metrics: { r2: 0.9 },
      runId: 'run-1',
      endpointName: 'e',
      error: null,
      timings: { Train: 2, QualityGate: 0, total: 3 },
    });
  });

  it.each([
    ['a job’s exit message', '{"ExitMessage": "no column price", "FailureReason": "AlgorithmError"}', 'no column price'],
    ['a job’s failure reason', '{"FailureReason": "AlgorithmError"}', 'AlgorithmError'],
    ['a function’s error', '{"errorMessage": "no metrics"}', 'no metrics'],
    ['another JSON cause as it is', '{"Status": "FAILED"}', '{"Status": "FAILED"}'],
    ['a text', 'Unable to assume role', 'Unable to assume role'],
  ])('prints %s where a task fails, then the last lines of its job', async (_what, cause, reason) => {
    const { result, printed } = await followed(
      [
        { type: 'StateEntered', ...at(1), stateName: 'Train', stateType: 'Task' },
        { type: 'JobSubmitted', ...at(1), stateName: 'Train', job },
        { type: 'TaskFailed', ...at(2), stateName: 'Train', error: 'States.TaskFailed', cause },
        { type: 'ExecutionEnded', ...at(2), status: 'FAILED', error: 'TrainingFailed', cause: 'no column price' },
      ],
      ['Traceback', 'KeyError: price'],
    );

    expect(printed).toContain(`1.0 s  States.TaskFailed: ${reason}\n      │ Traceback\n      │ KeyError: price\n`);
    expect(printed).not.toContain('✓');
    expect(result).toMatchObject({
      status: 'FAILED',
      decision: null,
      reasons: [],
      threshold: null,
      metrics: null,
      runId: null,
      endpointName: null,
      error: 'TrainingFailed',
      cause: 'no column price',
    });
  });

  it('prints a failure outside of every phase, and no lines where no job was started', async () => {
    const { printed } = await followed(
      [
        { type: 'ExecutionRedriven', ...at(1), redriveCount: 1 },
        { type: 'TaskFailed', ...at(1), stateName: 'Deploy', error: 'States.Permissions', cause: 'denied' },
        { type: 'ExecutionEnded', ...at(1), status: 'ABORTED' },
      ],
      ['never shown'],
    );

    expect(printed).toMatch(/^ {2}✗ Deploy +1\.0 s {2}States\.Permissions: denied\n$/);
  });
});
