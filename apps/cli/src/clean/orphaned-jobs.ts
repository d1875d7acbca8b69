import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { EXECUTION_TAG_KEY, STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
import type { PipelineClient } from '@stepmaker/pipeline-sdk';
import type { IdleResource } from './idle-resource.ts';

/** Returns the running jobs of the stack whose execution has ended. */
export async function orphanedJobs(
  sagemaker: SageMakerClient,
  pipeline: PipelineClient,
  stackName: string,
): Promise<IdleResource[]> {
  const {
    DescribeProcessingJobCommand,
    DescribeTrainingJobCommand,
    ListProcessingJobsCommand,
    ListTagsCommand,
    ListTrainingJobsCommand,
  } = await import('@aws-sdk/client-sagemaker');
  for await (const _ of pipeline.listExecutions({ status: 'RUNNING' })) return [];
  const orphans: IdleResource[] = [];
  const running = { StatusEquals: 'InProgress', MaxResults: 100 } as const;
  const { TrainingJobSummaries = [] } = await sagemaker.send(new ListTrainingJobsCommand(running));
  for (const { TrainingJobName = '', TrainingJobArn } of TrainingJobSummaries) {
    const reason = await reasonFor(TrainingJobArn);
    if (reason === undefined) continue;
    const { ResourceConfig } = await sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName }));
    const instances = `${ResourceConfig?.InstanceCount} × ${ResourceConfig?.InstanceType}`;
    orphans.push({ kind: 'training-job', name: TrainingJobName, reason, instances, stackName });
  }
  const { ProcessingJobSummaries = [] } = await sagemaker.send(new ListProcessingJobsCommand(running));
  for (const { ProcessingJobName = '', ProcessingJobArn } of ProcessingJobSummaries) {
    const reason = await reasonFor(ProcessingJobArn);
    if (reason === undefined) continue;
    const { ProcessingResources } = await sagemaker.send(new DescribeProcessingJobCommand({ ProcessingJobName }));
    const cluster = ProcessingResources?.ClusterConfig;
    const instances = `${cluster?.InstanceCount} × ${cluster?.InstanceType}`;
    orphans.push({ kind: 'processing-job', name: ProcessingJobName, reason, instances, stackName });
  }
  return orphans;

  /** Reason why a job is orphaned. Undefined for a job that no run of the stack started. */
  async function reasonFor(ResourceArn: string | undefined): Promise<string | undefined> {
    const { Tags = [] } = await sagemaker.send(new ListTagsCommand({ ResourceArn }));
    const tag = (key: string): string | undefined => Tags.find(({ Key }) => Key === key)?.Value;
    if (tag(STACK_TAG_KEY) !== stackName) return undefined;
    const run = tag(EXECUTION_TAG_KEY);
    return `its run ${run === undefined ? '' : `${run} `}has ended`;
  }
}
