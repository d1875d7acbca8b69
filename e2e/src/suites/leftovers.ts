import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, paginateDescribeLogGroups, paginateDescribeLogStreams } from '@aws-sdk/client-cloudwatch-logs';
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
import { ListTagsForResourceCommand, paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
import { paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import { STACK_TAG_KEY } from '@stepmaker/asl/pipeline';
import type { ClientConfig } from '../targets/deployment.ts';

/**
 * What there is of a stack: what carries its name or its tag, or the name of its state machine. SageMaker's log groups of jobs stay: the whole account shares them; what its
 * jobs wrote there is `jobLogStreamsOf`.
 */
export async function leftoversOf(clientConfig: ClientConfig, stackName: string, machineName?: string): Promise<string[]> {
  const found: string[] = [];
  const add = (what: string, names: readonly (string | undefined)[]): void => {
    for (const name of names)
      if (name?.includes(stackName) || (machineName !== undefined && name?.includes(machineName))) found.push(`${what} ${name}`);
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
  // Its name is the pipeline's own, whatever the stack is called.
  for await (const { stateMachines = [] } of paginateListStateMachines({ client: sfn }, {}))
    for (const { stateMachineArn: resourceArn } of stateMachines) {
      const { tags = [] } = await sfn.send(new ListTagsForResourceCommand({ resourceArn })).catch(() => ({ tags: [] }));
      if (tags.some(({ key, value }) => key === STACK_TAG_KEY && value === stackName)) found.push(`state machine ${resourceArn}`);
    }
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
  for (const [what, arn] of await sagemakerResources(sagemaker))
    if (await isOf(sagemaker, arn, stackName)) found.push(`${what} ${arn}`);
  for (const client of clients) client.destroy();
  return found;
}

/** A log stream of a job. */
export interface JobLogStream {
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/** The log streams that a stack's jobs have written. */
export async function jobLogStreamsOf(clientConfig: ClientConfig, stackName: string): Promise<JobLogStream[]> {
  const [sagemaker, logs] = [new SageMakerClient(clientConfig), new CloudWatchLogsClient(clientConfig)];
  const found: JobLogStream[] = [];
  for (const [, arn] of await sagemakerResources(sagemaker)) {
    const [, kind, name] = /:(training|processing)-job\/(.+)$/.exec(arn) ?? [];
    if (name === undefined || !(await isOf(sagemaker, arn, stackName))) continue;
    const logGroupName = `/aws/sagemaker/${kind === 'training' ? 'TrainingJobs' : 'ProcessingJobs'}`;
    found.push(...(await streamsOf(logs, logGroupName, `${name}/`)));
  }
  sagemaker.destroy();
  logs.destroy();
  return found;
}

/** Those of the log streams that are there. */
export async function thoseThere(clientConfig: ClientConfig, streams: readonly JobLogStream[]): Promise<JobLogStream[]> {
  const logs = new CloudWatchLogsClient(clientConfig);
  const there = await Promise.all(streams.map(({ logGroupName, logStreamName }) => streamsOf(logs, logGroupName, logStreamName)));
  logs.destroy();
  return there.flat();
}

async function streamsOf(
  client: CloudWatchLogsClient,
  logGroupName: string,
  logStreamNamePrefix: string,
): Promise<JobLogStream[]> {
  const found: JobLogStream[] = [];
  for await (const { logStreams = [] } of paginateDescribeLogStreams({ client }, { logGroupName, logStreamNamePrefix }))
    found.push(...logStreams.map(({ logStreamName = '' }) => ({ logGroupName, logStreamName })));
  return found;
}

/** Whether a resource of SageMaker carries the stack's tag. */
async function isOf(client: SageMakerClient, arn: string, stackName: string): Promise<boolean> {
  const { Tags = [] } = await client.send(new ListTagsCommand({ ResourceArn: arn })).catch(() => ({ Tags: [] }));
  return Tags.some(({ Key, Value }) => Key === STACK_TAG_KEY && Value === stackName);
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
  // An account may have years of jobs: those of a stack of a test are of today. A paginator writes its token into what it is given.
  const recent = (): { CreationTimeAfter: Date } => ({ CreationTimeAfter: new Date(Date.now() - 86_400_000) });
  for await (const page of paginateListTrainingJobs({ client }, recent()))
    for (const { TrainingJobArn, TrainingJobStatus } of page.TrainingJobSummaries ?? [])
      add(isRunning(TrainingJobStatus) ? 'training job' : 'record of training job', [TrainingJobArn]);
  for await (const page of paginateListProcessingJobs({ client }, recent()))
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
