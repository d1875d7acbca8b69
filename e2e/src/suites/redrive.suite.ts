import { DescribeExecutionCommand, type DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { PipelineOutput } from '@stepmaker/asl/pipeline';
import type { PipelineExecution } from '@stepmaker/pipeline-sdk';
import { until } from '@stepmaker/testing';
import { describe, expect } from 'vitest';
import type { Deployment } from '../targets/deployment.ts';
import type { TargetKind } from '../targets/target.ts';
import { historyOf, jobsIn } from './history.ts';
import { trainingStarted } from './running-job.ts';
import { ENDLESS_SCRIPT, FAILING_SCRIPT } from './scripts.ts';
import { type Suite, scenario } from './suite.ts';

/** Result of an execution that runs for the second time. */
function redriven(
  { sfn }: Deployment,
  { executionArn }: PipelineExecution,
  kind: TargetKind,
): Promise<DescribeExecutionCommandOutput> {
  return until(
    () => sfn.send(new DescribeExecutionCommand({ executionArn })),
    ({ redriveCount, status }) => redriveCount === 1 && status !== 'RUNNING' && status !== 'PENDING_REDRIVE',
    { what: 'the redriven execution ends', limitMillis: kind.executionMillis, pauseMillis: 200 },
  );
}

/** RedriveExecution: what was interrupted continues, under names that were never used. */
export const redrive: Suite = (context) => {
  describe('an execution that was stopped', () => {
    scenario(
      context,
      'continues with the job that was stopped, under a new name, when it is redriven',
      { needs: ['redrive'], executions: 2 },
      async ({ main, kind }) => {
        const endless = await main.replaceScript('train.py', ENDLESS_SCRIPT);
        const execution = await main.pipeline.startExecution();
        const stopped = await trainingStarted(main, execution, kind).finally(() => endless[Symbol.asyncDispose]());
        await execution.stop();

        await execution.redrive();
        const { status, output = '{}' } = await redriven(main, execution, kind);

        expect(status).toBe('SUCCEEDED');
        const { TrainingJobName, ...made } = JSON.parse(output) as PipelineOutput;
        const names = jobsIn(await historyOf(main.sfn, execution.executionArn)).map(({ name }) => name);
        expect(names).toEqual([made.PreprocessingJobName, stopped, TrainingJobName, made.EvaluationJobName]);
        expect(TrainingJobName).toMatch(/-1-0-0$/);
      },
    );
  });

  describe('an execution that has failed', () => {
    scenario(
      context,
      'ends in the same words when it is redriven, since its failure was handled to the end',
      { needs: ['redrive'], executions: 2 },
      async ({ main, kind }) => {
        await using _script = await main.replaceScript('train.py', FAILING_SCRIPT);
        const execution = await main.pipeline.startExecution();
        const { error, failureCause } = (await execution
          .result()
          .catch((thrown: { error: string; failureCause: string }) => thrown)) as { error: string; failureCause: string };

        await execution.redrive();
        const again = await redriven(main, execution, kind);

        expect(error).toBe('TrainingFailed');
        expect(again).toMatchObject({ status: 'FAILED', error, cause: failureCause });
        expect(jobsIn(await historyOf(main.sfn, execution.executionArn))).toHaveLength(2);
      },
    );
  });
};
