import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  ListTagsCommand,
  paginateListEndpointConfigs,
  paginateListEndpoints,
  paginateListModels,
  paginateListProcessingJobs,
  paginateListTrainingJobs,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
import { paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import type { ClientConfig } from '../targets/deployment.ts';

/**
 * What there is of a stack: what carries its name or its tag. SageMaker's log groups of jobs stay: the whole account shares them.
 */
export async function leftoversOf(clientConfig: ClientConfig, stackName: string): Promise<string[]> {
  const found: string[] = [];
  const add = (what: string, names: readonly (string | undefined)[]): void => {
    for (const name of names) if (name?.includes(stackName) && !name.startsWith('/aws/sagemaker/')) found.push(`${what} ${name}`);
  };
  const s3 = new S3Client({ ...clientConfig, forcePathStyle: clientConfig.endpoint !== undefined });
  const [sagemaker, sfn, sns, iam, lambda, logs, cloudwatch] = [
    new SageMakerClient(clientConfig),
    new SFNClient(clientConfig),
    new SNSClient(clientConfig),
    new IAMClient(clientConfig),
    new LambdaClient(clientConfig),
    new CloudWatchLogsClient(clientConfig),
    new CloudWatchClient(clientConfig),
  ];
  const clients = [s3, sagemaker, sfn, sns, iam, lambda, logs, cloudwatch];

  add(
    'bucket',
    ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).map(({ Name }) => Name),
  );
  for await (const page of paginateListStateMachines({ client: sfn }, {}))
    add(
      'state machine',
      (page.stateMachines ?? []).map(({ stateMachineArn }) => stateMachineArn),
    );
  for await (const page of paginateListTopics({ client: sns }, {}))
    add(
      'topic',
      (page.Topics ?? []).map(({ TopicArn }) => TopicArn),
    );
  for await (const page of paginateListRoles({ client: iam }, {}))
    add(
      'role',
      (page.Roles ?? []).map(({ RoleName }) => RoleName),
    );
  for await (const page of paginateListFunctions({ client: lambda }, {}))
    add(
      'function',
      (page.Functions ?? []).map(({ FunctionName }) => FunctionName),
    );
  for await (const page of paginateDescribeLogGroups({ client: logs }, {}))
    add(
      'log group',
      (page.logGroups ?? []).map(({ logGroupName }) => logGroupName),
    );
  for await (const page of paginateDescribeAlarms({ client: cloudwatch }, {}))
    add(
      'alarm',
      (page.MetricAlarms ?? []).map(({ AlarmName }) => AlarmName),
    );
  for (const [what, arn] of await sagemakerResources(sagemaker)) {
    const { Tags = [] } = await sagemaker.send(new ListTagsCommand({ ResourceArn: arn })).catch(() => ({ Tags: [] }));
    if (Tags.some(({ Key, Value }) => Key === 'stepmaker:stack' && Value === stackName)) found.push(`${what} ${arn}`);
  }
  for (const client of clients) client.destroy();
  return found;
}

/** Everything of SageMaker that a stack makes, records of ended jobs too: what it is, and its ARN. */
async function sagemakerResources(client: SageMakerClient): Promise<[string, string][]> {
  const found: [string, string][] = [];
  const add = (what: string, arns: readonly (string | undefined)[]): void => {
    for (const arn of arns) if (arn !== undefined) found.push([what, arn]);
  };
  for await (const page of paginateListEndpoints({ client }, {}))
    add(
      'endpoint',
      (page.Endpoints ?? []).map(({ EndpointArn }) => EndpointArn),
    );
  for await (const page of paginateListEndpointConfigs({ client }, {}))
    add(
      'endpoint configuration',
      (page.EndpointConfigs ?? []).map(({ EndpointConfigArn }) => EndpointConfigArn),
    );
  for await (const page of paginateListModels({ client }, {}))
    add(
      'model',
      (page.Models ?? []).map(({ ModelArn }) => ModelArn),
    );
  // An account may have years of jobs: those of a stack of a test are of today.
  const recent = { CreationTimeAfter: new Date(Date.now() - 86_400_000) };
  for await (const page of paginateListTrainingJobs({ client }, recent))
    for (const { TrainingJobArn, TrainingJobStatus } of page.TrainingJobSummaries ?? [])
      add(isRunning(TrainingJobStatus) ? 'training job' : 'record of training job', [TrainingJobArn]);
  for await (const page of paginateListProcessingJobs({ client }, recent))
    for (const { ProcessingJobArn, ProcessingJobStatus } of page.ProcessingJobSummaries ?? [])
      add(isRunning(ProcessingJobStatus) ? 'processing job' : 'record of processing job', [ProcessingJobArn]);
  return found;
}

function isRunning(status: string | undefined): boolean {
  return status === 'InProgress' || status === 'Stopping';
}

/** What SageMaker has of a stack that a failed execution must not leave: models and configurations, beside running jobs. */
export async function sagemakerLeftoversOf(clientConfig: ClientConfig, stackName: string): Promise<string[]> {
  return (await leftoversOf(clientConfig, stackName)).filter((each) => /^(model|endpoint|training|processing)/.test(each));
}
