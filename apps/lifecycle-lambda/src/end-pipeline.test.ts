import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeAws } from '../test/fake-aws.ts';
import { endPipeline } from './end-pipeline.ts';
import type { Progress } from './progress.ts';

const PROPERTIES = {
  Bucket: 'bucket',
  StateMachineArn: 'arn:machine',
  EndpointName: 'own',
  TagKey: 'stepmaker:stack',
  TagValue: 'mine',
};
const SINCE = new Date('2026-11-01T00:00:00Z');
/** When everything here was made, in seconds. */
const CREATION_TIME = Date.parse('2026-11-02T00:00:00Z') / 1000;

/** What is there, by kind and name; the value is the status. */
interface Account {
  readonly executions: Map<string, string>;
  readonly trainingJobs: Map<string, string>;
  readonly processingJobs: Map<string, string>;
  readonly endpoints: Map<string, string>;
  readonly endpointConfigs: Map<string, string>;
  readonly models: Map<string, string>;
  readonly logGroups: Set<string>;
  readonly logStreams: Set<string>;
}

let aws: FakeAws;
let account: Account;

beforeEach(async () => {
  aws = await FakeAws.start();
  account = {
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
  } satisfies FakeAws['operations']);
});

afterEach(() => aws[Symbol.asyncDispose]());

/** Runs it with a world that moves on at each pause, as often as told. */
function end(
  pauses: number,
  onPause: () => void,
  progress: Progress = { Done: {}, EndpointNames: [] },
): Promise<readonly string[]> {
  const config = { endpoint: aws.url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  let left = pauses;
  const patience = {
    pause: async () => {
      left -= 1;
      onPause();
    },
    isOver: () => left === 0,
  };
  return endPipeline(config, PROPERTIES, SINCE, patience, progress);
}

/** What SageMaker does by itself: what was stopping has stopped, what was being made or deleted is ready or gone. */
function settle(): void {
  for (const jobs of [account.trainingJobs, account.processingJobs]) {
    for (const [name, status] of jobs) if (status === 'Stopping') jobs.set(name, 'Stopped');
  }
  for (const [name, status] of account.endpoints) {
    if (status === 'Deleting') account.endpoints.delete(name);
    else account.endpoints.set(name, 'InService');
  }
}

describe('endPipeline', () => {
  it('ends executions, jobs and endpoints before it deletes what they are made from', async () => {
    account.executions.set('run-1', 'RUNNING');
    account.trainingJobs.set('train-1', 'InProgress').set('train-0', 'Completed');
    account.processingJobs.set('evaluate-1', 'InProgress');
    account.endpoints.set('live', 'InService');
    account.endpointConfigs.set('config-1', '');
    account.models.set('model-1', '');
    account.logGroups
      .add('/aws/sagemaker/Endpoints/live')
      .add('/aws/sagemaker/Endpoints/own')
      .add('/aws/sagemaker/Endpoints/other');
    account.logStreams.add('train-1/algo-1').add('train-10/algo-1');
    const progress: Progress = { Done: {}, EndpointNames: [] };

    const left = await end(10, settle, progress);

    expect(left).toEqual([]);
    expect(account).toEqual({
      executions: new Map(),
      trainingJobs: new Map(),
      processingJobs: new Map(),
      endpoints: new Map(),
      endpointConfigs: new Map(),
      models: new Map(),
      logGroups: new Set(['/aws/sagemaker/Endpoints/other']),
      logStreams: new Set(['train-10/algo-1']),
    });
    const changes = aws.calls.map((call) => call.split(' ')[0]).filter((call) => !/^(List|Describe)/.test(`${call}`));
    expect(changes).toEqual([
      'StopExecution',
      'StopTrainingJob',
      'StopProcessingJob',
      'DeleteEndpoint',
      'DeleteEndpointConfig',
      'DeleteModel',
      'DeleteLogGroup',
      'DeleteLogGroup',
      'DeleteLogStream',
      'DeleteTrainingJob',
      'DeleteTrainingJob',
      'DeleteProcessingJob',
    ]);
    expect(progress.Done).toEqual({
      StopExecution: 1,
      StopTrainingJob: 1,
      StopProcessingJob: 1,
      DeleteEndpoint: 1,
      DeleteEndpointConfig: 1,
      DeleteModel: 1,
      DeleteLogGroup: 2,
      DeleteLogStream: 1,
      DeleteTrainingJob: 2,
      DeleteProcessingJob: 1,
    });
  });

  it('asks only for what is not older than the stack', async () => {
    await end(10, settle);

    const listed = aws.calls.filter((call) => /^List(Endpoint|Model|Training|Processing)/.test(call));
    expect(listed.length).toBeGreaterThan(6);
    expect(listed.filter((call) => !call.includes(String(SINCE.getTime() / 1000)))).toEqual([]);
  });

  it('goes on with the records of jobs where the invocation before stopped', async () => {
    account.trainingJobs.set('train-1', 'Completed');
    const progress: Progress = { Done: {}, EndpointNames: ['former'], CreatedAfter: '2026-11-01T12:00:00.000Z' };

    const cut = await end(0, settle, progress);

    expect(cut).toEqual(['records of jobs since 2026-11-02T00:00:00.000Z']);
    expect(account.trainingJobs.size).toBe(1);
    expect(aws.calls).toContain('DeleteLogGroup /aws/sagemaker/Endpoints/former');

    const left = await end(10, settle, progress);

    expect(left).toEqual([]);
    expect(account.trainingJobs.size).toBe(0);
    expect(aws.calls.findLast((call) => call.startsWith('ListTrainingJobs'))).toContain(String(CREATION_TIME));
  });

  it('leaves alone what another stack has made', async () => {
    account.trainingJobs.set('foreign-train', 'InProgress');
    account.endpoints.set('foreign-live', 'InService');
    account.endpointConfigs.set('foreign-config', '');
    account.models.set('foreign-model', '');

    const left = await end(10, settle);

    expect(left).toEqual([]);
    expect(aws.calls.filter((call) => !call.startsWith('List'))).toEqual(['DeleteLogGroup /aws/sagemaker/Endpoints/own']);
  });

  it('waits for an endpoint that is being made, and deletes it then', async () => {
    account.endpoints.set('live', 'Creating');

    const left = await end(10, settle);

    expect(left).toEqual([]);
    expect(account.endpoints).toEqual(new Map());
  });

  it('catches what a stopped execution had still begun', async () => {
    account.executions.set('run-1', 'RUNNING');
    let isFirst = true;

    const left = await end(10, () => {
      settle();
      if (isFirst) account.endpoints.set('late', 'Creating');
      isFirst = false;
    });

    expect(left).toEqual([]);
    expect(account.endpoints).toEqual(new Map());
  });

  it('takes it well when things vanish under its hands', async () => {
    account.models.set('model-1', '');
    aws.operations['DeleteModel'] = () => ({ __type: 'ValidationException', message: 'Could not find model' });
    aws.operations['ListExecutions'] = () => ({ __type: 'StateMachineDoesNotExist', message: 'State Machine Does Not Exist' });

    await expect(end(10, settle)).resolves.toEqual([]);
  });

  it('does not mind that no job has ever written a log', async () => {
    account.trainingJobs.set('train-1', 'Failed');
    aws.operations['DescribeLogStreams'] = () => ({
      __type: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });

    await expect(end(10, settle)).resolves.toEqual([]);
    expect(account.trainingJobs.size).toBe(0);
  });

  it('does not take a missing permission for an empty account', async () => {
    aws.operations['ListModels'] = () => ({
      __type: 'AccessDeniedException',
      message: 'not authorized to perform: sagemaker:ListModels',
    });

    await expect(end(10, settle)).rejects.toThrow('not authorized to perform: sagemaker:ListModels');
  });

  it('says what is left when its time is up', async () => {
    account.executions.set('run-1', 'RUNNING');
    account.trainingJobs.set('train-1', 'InProgress');
    account.endpoints.set('live', 'InService');

    const left = await end(1, () => undefined);

    expect(left).toEqual(['TrainingJob train-1', 'Endpoint live (Deleting)']);
  });
});
