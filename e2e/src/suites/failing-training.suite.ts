import {
  ListEndpointConfigsCommand,
  ListModelsCommand,
  ListTrainingJobsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { ExecutionFailedError } from '@stepmaker/pipeline-sdk';
import { describe, expect, it } from 'vitest';
import type { Target } from '../targets/target.ts';

/** What a person sees when a script or an input is wrong. */
export function failingTraining(target: () => Target): void {
  describe('a run that cannot succeed', () => {
    it('ends with the training script’s own words and leaves no model behind', async () => {
      const { pipeline, clientConfig } = target();
      const sagemaker = new SageMakerClient(clientConfig);
      const count = async (): Promise<number[]> => [
        ((await sagemaker.send(new ListModelsCommand({ MaxResults: 100 }))).Models ?? []).length,
        ((await sagemaker.send(new ListEndpointConfigsCommand({ MaxResults: 100 }))).EndpointConfigs ?? []).length,
      ];
      const before = await count();
      const execution = await pipeline.startExecution({ HyperParameters: { model: 'crystal_ball' } });

      const error = await execution.result().catch((thrown: unknown) => thrown);

      expect(error).toBeInstanceOf(ExecutionFailedError);
      expect(error).toMatchObject({ error: 'TrainingFailed' });
      expect((error as ExecutionFailedError).failureCause).toContain('crystal_ball');
      expect(await count()).toEqual(before);
      const jobs = await execution.jobs();
      expect(jobs.map(({ jobType }) => jobType)).toEqual(['ProcessingJob', 'TrainingJob']);
      expect((await execution.jobLog(jobs[1] as (typeof jobs)[number])).join('\n')).toContain('crystal_ball');
      sagemaker.destroy();
    });

    it('refuses a bad input before any job is paid for', async () => {
      const { pipeline, clientConfig } = target();
      const sagemaker = new SageMakerClient(clientConfig);
      const jobs = async (): Promise<number> =>
        ((await sagemaker.send(new ListTrainingJobsCommand({ MaxResults: 100 }))).TrainingJobSummaries ?? []).length;
      const before = await jobs();

      await expect(pipeline.startExecution({ ModelPerformanceThreshold: 3 } as never)).rejects.toMatchObject({
        name: 'InvalidPipelineInputError',
        issues: [{ path: 'ModelPerformanceThreshold' }],
      });

      expect(await jobs()).toBe(before);
      sagemaker.destroy();
    });
  });
}
