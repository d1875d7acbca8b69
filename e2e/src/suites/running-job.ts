import { DescribeTrainingJobCommand, type DescribeTrainingJobCommandOutput } from '@aws-sdk/client-sagemaker';
import type { PipelineExecution } from '@stepmaker/pipeline-sdk';
import { until } from '@stepmaker/testing';
import type { Deployment } from '../targets/deployment.ts';
import type { TargetKind } from '../targets/target.ts';
import { historyOf, jobsIn } from './history.ts';

/** Waits until an execution's training job runs its script. Gives the job's name. */
export async function trainingStarted(deployment: Deployment, execution: PipelineExecution, kind: TargetKind): Promise<string> {
  const { sfn } = deployment;
  const wait = { pauseMillis: kind.name === 'aws' ? 5000 : 100, limitMillis: kind.executionMillis };
  const job = await until(
    async () => jobsIn(await historyOf(sfn, execution.executionArn)).find((each) => each.kind === 'TrainingJob'),
    (found) => found !== undefined,
    { what: 'the training job is submitted', ...wait },
  );
  const name = job?.name ?? '';
  await until(
    () => describeTraining(deployment, name),
    ({ SecondaryStatus }) => SecondaryStatus === 'Training',
    { what: 'the training script runs', ...wait },
  );
  return name;
}

/** Describes a training job. */
export function describeTraining({ sagemaker }: Deployment, name: string): Promise<DescribeTrainingJobCommandOutput> {
  return sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
}
