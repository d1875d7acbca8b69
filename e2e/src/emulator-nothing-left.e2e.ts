import { CloudFormationClient, DeleteStackCommand, waitUntilStackDeleteComplete } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand, DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListModelsCommand,
  ListProcessingJobsCommand,
  ListTrainingJobsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import { type LocalPipeline, startLocal } from '@stepmaker/pipeline-local';
import { describe, expect, it } from 'vitest';

/** Log groups of SageMaker that the whole account shares: they stay, and nothing of ours in them. */
const SHARED_LOG_GROUPS = ['/aws/sagemaker/ProcessingJobs', '/aws/sagemaker/TrainingJobs'];

/** What a stack may have been used for before it is deleted; gives how the run ended. */
const histories: Readonly<Record<string, (local: LocalPipeline) => Promise<string>>> = {
  'a success': async ({ pipeline }) => ended(pipeline.startExecution()),
  'a rejected model': async ({ pipeline }) => ended(pipeline.startExecution({ ModelPerformanceThreshold: 0.999 })),
  'a failure': async ({ pipeline }) => ended(pipeline.startExecution({ HyperParameters: { model: 'crystal_ball' } })),
  'a success and then in the middle of a run': async ({ pipeline, clientConfig }) => {
    await (await pipeline.startExecution()).result();
    await pipeline.startExecution();
    const sagemaker = new SageMakerClient(clientConfig);
    // The second run's job is there: something is running now.
    await expect
      .poll(
        async () => (await sagemaker.send(new ListProcessingJobsCommand({ StatusEquals: 'InProgress' }))).ProcessingJobSummaries,
        {
          timeout: 60_000,
        },
      )
      .toHaveLength(1);
    return 'running';
  },
};

const endings: Readonly<Record<string, string>> = {
  'a success': 'succeeded',
  'a rejected model': 'QualityGateFailed',
  'a failure': 'TrainingFailed',
  'a success and then in the middle of a run': 'running',
};

describe('a stack that is deleted', () => {
  it.each(Object.keys(histories))(
    'leaves nothing after %s',
    async (history) => {
      await using local = await startLocal();
      const { clientConfig, stackName } = local;
      expect(await histories[history]?.(local)).toBe(endings[history]);
      expect(await inventory(clientConfig)).not.toEqual(expectedAtTheEnd);

      const cloudFormation = new CloudFormationClient(clientConfig);
      await cloudFormation.send(new DeleteStackCommand({ StackName: stackName }));
      await waitUntilStackDeleteComplete(
        { client: cloudFormation, maxWaitTime: 300, minDelay: 1, maxDelay: 1 },
        { StackName: stackName },
      );

      expect(await inventory(clientConfig)).toEqual(expectedAtTheEnd);
    },
    400_000,
  );
});

const expectedAtTheEnd = {
  buckets: [],
  endpoints: [],
  endpointConfigs: [],
  models: [],
  trainingJobs: [],
  processingJobs: [],
  stateMachines: [],
  functions: [],
  roles: [],
  topics: [],
  logGroups: [],
  logStreams: [],
};

async function ended(started: ReturnType<LocalPipeline['pipeline']['startExecution']>): Promise<string> {
  return await (await started).result().then(
    () => 'succeeded',
    (error: { readonly error?: string; readonly name: string }) => error.error ?? error.name.replace(/Error$/, ''),
  );
}

/** Everything that a stack and its runs can leave in an account. */
async function inventory(config: LocalPipeline['clientConfig']): Promise<Record<keyof typeof expectedAtTheEnd, unknown[]>> {
  const sagemaker = new SageMakerClient(config);
  const logs = new CloudWatchLogsClient(config);
  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
  const streams = await Promise.all(
    logGroups.map(({ logGroupName }) => logs.send(new DescribeLogStreamsCommand({ logGroupName }))),
  );
  return {
    buckets: (await new S3Client(config).send(new ListBucketsCommand({}))).Buckets ?? [],
    endpoints: (await sagemaker.send(new ListEndpointsCommand({}))).Endpoints ?? [],
    endpointConfigs: (await sagemaker.send(new ListEndpointConfigsCommand({}))).EndpointConfigs ?? [],
    models: (await sagemaker.send(new ListModelsCommand({}))).Models ?? [],
    trainingJobs: (await sagemaker.send(new ListTrainingJobsCommand({}))).TrainingJobSummaries ?? [],
    processingJobs: (await sagemaker.send(new ListProcessingJobsCommand({}))).ProcessingJobSummaries ?? [],
    stateMachines: (await new SFNClient(config).send(new ListStateMachinesCommand({}))).stateMachines ?? [],
    functions: (await new LambdaClient(config).send(new ListFunctionsCommand({}))).Functions ?? [],
    roles: (await new IAMClient(config).send(new ListRolesCommand({}))).Roles ?? [],
    topics: (await new SNSClient(config).send(new ListTopicsCommand({}))).Topics ?? [],
    logGroups: logGroups.filter(({ logGroupName }) => !SHARED_LOG_GROUPS.includes(`${logGroupName}`)),
    logStreams: streams.flatMap(({ logStreams = [] }) => logStreams),
  };
}
