import type { PipelineAccount } from './pipeline-account.ts';

/** Observable results, as words that two accounts can be compared by. */
export type Observations = Readonly<Record<string, string>>;

/** Logs, metrics, traces and messages: what is seen besides the ends of executions. */
export async function tracesOfWork(account: PipelineAccount): Promise<Observations> {
  const { resources } = account;
  const logs = async (logGroupName: string): Promise<string> => ((await hasEvents(account, logGroupName)) ? 'written' : 'empty');
  return {
    'log of the lifecycle function': await logs(resources['LifecycleLogs'] ?? ''),
    'log of the evaluator': await logs(resources['EvaluatorLogs'] ?? ''),
    'log of the state machine': await logs(resources['PipelineLogs'] ?? ''),
    'log of processing jobs': await logs('/aws/sagemaker/ProcessingJobs'),
    'log of training jobs': await logs('/aws/sagemaker/TrainingJobs'),
    'log of endpoints': (await endpointLogs(account)) ? 'written' : 'empty',
    'metrics of training jobs': await metrics(account),
    checkpoints: await checkpoints(account),
    'traces of the pipeline': await traces(account, 'PipelineStateMachine'),
    'traces of deployments': await traces(account, 'DeploymentStateMachine'),
    messages: (await messages(account)).join(', '),
  };
}

async function hasEvents(account: PipelineAccount, logGroupName: string): Promise<boolean> {
  if (logGroupName === '') return false;
  const found = await account
    .call<{ events: object[] }>('logs', 'FilterLogEvents', { logGroupName, limit: 1 })
    .catch(() => undefined);
  return (found?.events.length ?? 0) > 0;
}

async function endpointLogs(account: PipelineAccount): Promise<boolean> {
  const { logGroups } = await account.call<{ logGroups: { logGroupName: string }[] }>('logs', 'DescribeLogGroups', {
    logGroupNamePrefix: '/aws/sagemaker/Endpoints/',
  });
  const found = await Promise.all(logGroups.map(({ logGroupName }) => hasEvents(account, logGroupName)));
  return found.includes(true);
}

async function metrics(account: PipelineAccount): Promise<string> {
  const { Metrics } = await account.call<{ Metrics: { MetricName: string }[] }>('cloudwatch', 'ListMetrics', {
    Namespace: '/aws/sagemaker/TrainingJobs',
  });
  return [...new Set(Metrics.map(({ MetricName }) => MetricName))].sort().join(', ');
}

async function checkpoints(account: PipelineAccount): Promise<string> {
  const { KeyCount } = await account.call<{ KeyCount: number }>('s3', 'ListObjectsV2', {
    Bucket: account.resources['Bucket'],
    Prefix: 'checkpoints/',
  });
  return KeyCount > 0 ? 'kept' : 'none';
}

async function traces(account: PipelineAccount, machine: string): Promise<string> {
  const name = account.resources[machine]?.split(':').at(-1);
  const { TraceSummaries } = await account.call<{ TraceSummaries: object[] }>('xray', 'GetTraceSummaries', {
    StartTime: new Date(Date.now() - 3_600_000),
    EndTime: new Date(Date.now() + 60_000),
    FilterExpression: `service("${name}")`,
  });
  return TraceSummaries.length > 0 ? 'recorded' : 'none';
}

/** The subjects of all messages that were published, each once. */
async function messages({ emulator }: PipelineAccount): Promise<readonly string[]> {
  const response = await fetch(`${emulator.endpointUrl}/_stepmaker/sns/messages`);
  const { messages: sent } = (await response.json()) as { messages: { subject?: string }[] };
  return [...new Set(sent.map(({ subject = '' }) => subject))].sort();
}

async function endpointLogGroups(account: PipelineAccount): Promise<string> {
  const { logGroups } = await account.call<{ logGroups: { logGroupName: string }[] }>('logs', 'DescribeLogGroups', {
    logGroupNamePrefix: '/aws/sagemaker/Endpoints/',
  });
  // Its log group can no longer be found by an endpoint that clean-up has deleted.
  const names = logGroups.map(({ logGroupName }) => logGroupName);
  return names.filter((name) => !name.endsWith('/broken')).join(', ');
}

async function jobLogStreams(account: PipelineAccount): Promise<string> {
  const found = await Promise.all(
    ['TrainingJobs', 'ProcessingJobs'].map((kind) =>
      account
        .call<{ logStreams: { logStreamName: string }[] }>('logs', 'DescribeLogStreams', {
          logGroupName: `/aws/sagemaker/${kind}`,
        })
        .catch(() => ({ logStreams: [] })),
    ),
  );
  return found.flatMap(({ logStreams }) => logStreams.map(({ logStreamName }) => logStreamName)).join(', ');
}

/** Lists the resources that are left after the deletion of the stack. */
export async function leftBehind(account: PipelineAccount): Promise<Observations> {
  const names = async (kind: string): Promise<string> => {
    const page = await account.call<Record<string, Record<string, string>[]>>('sagemaker', `List${kind}s`);
    return (page[`${kind}s`] ?? page[`${kind}Summaries`] ?? []).map((each) => each[`${kind}Name`]).join(', ');
  };
  const { Buckets } = await account.call<{ Buckets: { Name: string }[] }>('s3', 'ListBuckets');
  const running = await Promise.all(
    (['TrainingJob', 'ProcessingJob'] as const).flatMap((kind) =>
      ['InProgress', 'Stopping'].map((status) => account.jobs(kind, status)),
    ),
  );
  return {
    'endpoints left': await names('Endpoint'),
    'endpoint configurations left': await names('EndpointConfig'),
    'models left': await names('Model'),
    'jobs left running': running.flat().join(', '),
    'job records left': [await names('TrainingJob'), await names('ProcessingJob')].join(''),
    'buckets left': Buckets.map(({ Name }) => Name).join(', '),
    'log groups of endpoints left': await endpointLogGroups(account),
    'log streams of jobs left': await jobLogStreams(account),
  };
}
