import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { PipelineClient } from '@stepmaker/pipeline-sdk';
import { describe, expect, it } from 'vitest';
import { orphanedJobs } from './orphaned-jobs.ts';

const tags = (stack: string, run?: string): object => ({
  Tags: [{ Key: 'stepmaker:stack', Value: stack }, ...(run === undefined ? [] : [{ Key: 'stepmaker:execution', Value: run }])],
});

const ANSWERS: Readonly<Record<string, (input: { readonly ResourceArn?: string }) => object>> = {
  ListTrainingJobs: () => ({
    TrainingJobSummaries: [
      { TrainingJobName: 'train-1', TrainingJobArn: 'ours' },
      { TrainingJobName: 'train-2', TrainingJobArn: 'theirs' },
    ],
  }),
  ListProcessingJobs: () => ({
    ProcessingJobSummaries: [
      { ProcessingJobName: 'evaluate-1', ProcessingJobArn: 'ours-without-run' },
      { ProcessingJobName: 'evaluate-2', ProcessingJobArn: 'untagged' },
    ],
  }),
  ListTags: ({ ResourceArn = '' }) =>
    ({ ours: tags('ml-pipeline', 'nightly'), 'ours-without-run': tags('ml-pipeline'), theirs: tags('other') })[ResourceArn] ?? {},
  DescribeTrainingJob: () => ({ ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large' } }),
  DescribeProcessingJob: () => ({ ProcessingResources: { ClusterConfig: { InstanceCount: 2, InstanceType: 'ml.m5.xlarge' } } }),
};

const sagemaker = {
  send: async (command: { readonly input: object }) => ANSWERS[command.constructor.name.replace(/Command$/, '')]?.(command.input),
} as unknown as SageMakerClient;

/** A pipeline with as many running executions. */
function pipeline(running: number): PipelineClient {
  async function* listExecutions(): AsyncGenerator<object> {
    for (let index = 0; index < running; index++) yield {};
  }
  return { listExecutions } as unknown as PipelineClient;
}

describe('orphanedJobs', () => {
  it('returns the running jobs of the stack when no execution runs', async () => {
    expect(await orphanedJobs(sagemaker, pipeline(0), 'ml-pipeline')).toEqual([
      {
        kind: 'training-job',
        name: 'train-1',
        reason: 'its run nightly has ended',
        instances: '1 × ml.m5.large',
        stackName: 'ml-pipeline',
      },
      {
        kind: 'processing-job',
        name: 'evaluate-1',
        reason: 'its run has ended',
        instances: '2 × ml.m5.xlarge',
        stackName: 'ml-pipeline',
      },
    ]);
  });

  it('returns nothing while an execution runs', async () => {
    expect(await orphanedJobs(sagemaker, pipeline(1), 'ml-pipeline')).toEqual([]);
  });
});
