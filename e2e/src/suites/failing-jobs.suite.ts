import { ListTrainingJobsCommand } from '@aws-sdk/client-sagemaker';
import type { ExecutionFailedError, PipelineExecution } from '@stepmaker/pipeline-sdk';
import { until } from '@stepmaker/testing';
import { describe, expect } from 'vitest';
import type { Target } from '../targets/target.ts';
import { historyOf, jobsIn } from './history.ts';
import { sagemakerLeftoversOf } from './leftovers.ts';
import { describeTraining, trainingStarted } from './running-job.ts';
import { ENDLESS_SCRIPT, FAILING_SCRIPT, GREEDY_SCRIPT } from './scripts.ts';
import { type Suite, scenario } from './suite.ts';

/** Error of an execution that did not succeed. */
async function failureOf(execution: PipelineExecution): Promise<ExecutionFailedError> {
  return execution.result().then(
    () => {
      throw new Error('the execution succeeded');
    },
    (error: ExecutionFailedError) => error,
  );
}

/** What a person sees when a script, a machine or a limit ends a job; and that nothing of it stays. */
export const failingJobs: Suite = (context) => {
  /** Models, configurations and running jobs of the stack, before and after. */
  const leftovers = ({ clientConfig, main }: Target): Promise<string[]> => sagemakerLeftoversOf(clientConfig, main.stackName);

  /** No process of a training job may be left; those of model servers may. */
  const trainingProcesses = async (target: Target): Promise<string[]> =>
    target.kind.can['local-processes'] === true
      ? (await target.processes()).filter((command) => command.includes('train.py'))
      : [];

  describe('a training job', () => {
    scenario(
      context,
      'whose script fails ends the execution in the script’s own words and leaves nothing behind',
      {},
      async (target) => {
        const { main } = target;
        const before = await leftovers(target);
        await using _script = await main.replaceScript('train.py', FAILING_SCRIPT);
        const execution = await main.pipeline.startExecution();

        const failure = await failureOf(execution);

        expect(failure).toMatchObject({ name: 'ExecutionFailedError', error: 'TrainingFailed' });
        expect(failure.failureCause).toContain('The moon is in the wrong house');
        const jobs = jobsIn(await historyOf(main.sfn, execution.executionArn));
        expect(jobs.map(({ kind }) => kind)).toEqual(['ProcessingJob', 'TrainingJob']);
        expect(await describeTraining(main, jobs[1]?.name ?? '')).toMatchObject({ TrainingJobStatus: 'Failed' });
        expect(await leftovers(target)).toEqual(before);
        expect(await trainingProcesses(target)).toEqual([]);
      },
    );

    scenario(context, 'that runs out of memory ends the execution in AWS’s advice', {}, async (target) => {
      const { main } = target;
      const before = await leftovers(target);
      await using _script = await main.replaceScript('train.py', GREEDY_SCRIPT);

      const failure = await failureOf(await main.pipeline.startExecution());

      expect(failure).toMatchObject({ name: 'ExecutionFailedError', error: 'TrainingFailed' });
      expect(failure.failureCause).toContain('instance type with more memory');
      expect(await leftovers(target)).toEqual(before);
      expect(await trainingProcesses(target)).toEqual([]);
    });

    scenario(
      context,
      'that takes too long is stopped at its limit, and the execution says so',
      { executions: 2 },
      async (target) => {
        const { main, kind } = target;
        const before = await leftovers(target);
        await using _script = await main.replaceScript('train.py', ENDLESS_SCRIPT);
        const execution = await main.pipeline.startExecution({ MaxRuntimeInSeconds: 60 });
        const job = await trainingStarted(main, execution, kind);
        using _hurry = target.hurry();

        const failure = await failureOf(execution);

        expect(failure).toMatchObject({ name: 'ExecutionFailedError', error: 'TrainingFailed' });
        expect(failure.failureCause).toContain('MaxRuntimeExceeded');
        expect(await describeTraining(main, job)).toMatchObject({
          TrainingJobStatus: 'Stopped',
          SecondaryStatus: 'MaxRuntimeExceeded',
        });
        expect(await leftovers(target)).toEqual(before);
        expect(await trainingProcesses(target)).toEqual([]);
      },
    );

    scenario(context, 'is stopped with the execution when the user stops that', {}, async (target) => {
      const { main, kind } = target;
      const before = await leftovers(target);
      await using _script = await main.replaceScript('train.py', ENDLESS_SCRIPT);
      const execution = await main.pipeline.startExecution();
      const job = await trainingStarted(main, execution, kind);

      await execution.stop({ error: 'Changed', cause: 'I changed my mind' });

      expect(await failureOf(execution)).toMatchObject({ name: 'ExecutionAbortedError' });
      await until(
        () => describeTraining(main, job),
        ({ TrainingJobStatus }) => TrainingJobStatus === 'Stopped',
        { what: 'the training job is stopped', limitMillis: kind.executionMillis, pauseMillis: 200 },
      );
      expect(await leftovers(target)).toEqual(before);
      expect(await trainingProcesses(target)).toEqual([]);
    });
  });

  describe('an input that cannot be right', () => {
    scenario(context, 'is refused before any job is paid for', {}, async ({ main }) => {
      const jobs = async (): Promise<number> =>
        ((await main.sagemaker.send(new ListTrainingJobsCommand({ MaxResults: 100 }))).TrainingJobSummaries ?? []).length;
      const before = await jobs();

      await expect(main.pipeline.startExecution({ ModelPerformanceThreshold: 3 } as never)).rejects.toMatchObject({
        name: 'InvalidPipelineInputError',
        issues: [{ path: 'ModelPerformanceThreshold' }],
      });

      expect(await jobs()).toBe(before);
    });
  });
};
