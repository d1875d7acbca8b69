import type { FakeStackAws } from './fake-stack-aws.ts';

/** When the stack was made. */
export const SINCE = new Date('2026-11-01T00:00:00Z');
/** When everything here was made, in seconds. */
export const CREATION_TIME = Date.parse('2026-11-02T00:00:00Z') / 1000;

/** What is there, by kind and name; the value is the status. */
export interface Account {
  readonly executions: Map<string, string>;
  readonly trainingJobs: Map<string, string>;
  readonly processingJobs: Map<string, string>;
  readonly endpoints: Map<string, string>;
  readonly endpointConfigs: Map<string, string>;
  readonly models: Map<string, string>;
  readonly logGroups: Set<string>;
  readonly logStreams: Set<string>;
}

/** An account with nothing in it, behind the JSON services of `aws`. */
export function fakeAccount(aws: FakeStackAws): Account {
  const account: Account = {
    executions: new Map(),
    trainingJobs: new Map(),
    processingJobs: new Map(),
    endpoints: new Map(),
    endpointConfigs: new Map(),
    models: new Map(),
    logGroups: new Set(),
    logStreams: new Set(),
  };
  const { executions, trainingJobs, processingJobs, endpoints, endpointConfigs, models } = account;
  const noLogs = { __type: 'ResourceNotFoundException', message: 'The specified log group does not exist.' };
  const gone = { __type: 'ValidationException', message: 'Could not find it' };
  Object.assign(aws.operations, {
    ListExecutions: () => ({ executions: [...executions].map(([name]) => ({ executionArn: `arn:x:${name}` })) }),
    StopExecution: ({ executionArn }) => {
      executions.delete((executionArn as string).slice('arn:x:'.length));
      return { stopDate: 0 };
    },
    ListTrainingJobs: ({ StatusEquals }) => ({
      TrainingJobSummaries: [...trainingJobs]
        .filter(([, status]) => StatusEquals === undefined || status === StatusEquals)
        .map(([TrainingJobName]) => ({ TrainingJobName, TrainingJobArn: `arn:${TrainingJobName}`, CreationTime: CREATION_TIME })),
    }),
    StopTrainingJob: ({ TrainingJobName }) => {
      trainingJobs.set(TrainingJobName as string, 'Stopping');
      return {};
    },
    ListProcessingJobs: ({ StatusEquals }) => ({
      ProcessingJobSummaries: [...processingJobs]
        .filter(([, status]) => StatusEquals === undefined || status === StatusEquals)
        .map(([ProcessingJobName]) => ({
          ProcessingJobName,
          ProcessingJobArn: `arn:${ProcessingJobName}`,
          CreationTime: CREATION_TIME + 1,
        })),
    }),
    StopProcessingJob: ({ ProcessingJobName }) => {
      processingJobs.set(ProcessingJobName as string, 'Stopping');
      return {};
    },
    DeleteTrainingJob: ({ TrainingJobName }) => (trainingJobs.delete(TrainingJobName as string) ? {} : gone),
    DeleteProcessingJob: ({ ProcessingJobName }) => (processingJobs.delete(ProcessingJobName as string) ? {} : gone),
    DeleteLogGroup: ({ logGroupName }) => (account.logGroups.delete(logGroupName as string) ? {} : noLogs),
    DescribeLogStreams: ({ logStreamNamePrefix }) => ({
      logStreams: [...account.logStreams]
        .filter((name) => name.startsWith(logStreamNamePrefix as string))
        .map((logStreamName) => ({ logStreamName })),
    }),
    DeleteLogStream: ({ logStreamName }) => (account.logStreams.delete(logStreamName as string) ? {} : noLogs),
    ListEndpoints: () => ({
      Endpoints: [...endpoints].map(([EndpointName, EndpointStatus]) => ({
        EndpointName,
        EndpointStatus,
        EndpointArn: `arn:${EndpointName}`,
      })),
    }),
    DeleteEndpoint: ({ EndpointName }) => {
      endpoints.set(EndpointName as string, 'Deleting');
      return {};
    },
    ListEndpointConfigs: () => ({
      EndpointConfigs: [...endpointConfigs].map(([EndpointConfigName]) => ({
        EndpointConfigName,
        EndpointConfigArn: `arn:${EndpointConfigName}`,
      })),
    }),
    DeleteEndpointConfig: ({ EndpointConfigName }) => (endpointConfigs.delete(EndpointConfigName as string) ? {} : gone),
    ListModels: () => ({ Models: [...models].map(([ModelName]) => ({ ModelName, ModelArn: `arn:${ModelName}` })) }),
    DeleteModel: ({ ModelName }) => (models.delete(ModelName as string) ? {} : gone),
    ListTags: ({ ResourceArn }) => ({
      Tags: [{ Key: 'stepmaker:stack', Value: (ResourceArn as string).includes('foreign') ? 'another' : 'mine' }],
    }),
  } satisfies FakeStackAws['operations']);
  return account;
}

/** What SageMaker does by itself: what was stopping has stopped, what was being made or deleted is ready or gone. */
export function settle(account: Account): void {
  for (const jobs of [account.trainingJobs, account.processingJobs]) {
    for (const [name, status] of jobs) if (status === 'Stopping') jobs.set(name, 'Stopped');
  }
  for (const [name, status] of account.endpoints) {
    if (status === 'Deleting') account.endpoints.delete(name);
    else account.endpoints.set(name, 'InService');
  }
}
