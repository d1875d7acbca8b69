import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CleanUpRun } from '../test/clean-up-run.ts';
import { type Account, CREATION_TIME, SINCE, settle } from '../test/fake-account.ts';
import type { FakeStackAws } from '../test/fake-stack-aws.ts';
import type { Progress } from './progress.ts';

let run: CleanUpRun;
let aws: FakeStackAws;
let account: Account;

beforeEach(async () => {
  run = await CleanUpRun.start();
  ({ aws, account } = run);
});

afterEach(() => run[Symbol.asyncDispose]());

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
    aws.versions = [{ key: 'model.tar.gz', versionId: 'v', isMarker: false }];

    const left = await run.end(10);

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
    const changes = aws.callLines.map((call) => call.split(' ')[0]).filter((call) => !/^(List|Describe)/.test(`${call}`));
    expect(changes).toEqual([
      'StopExecution',
      'StopTrainingJob',
      'StopProcessingJob',
      'DeleteEndpoint',
      'DeleteEndpointConfig',
      'DeleteModel',
      'DeleteObjects',
      'DeleteLogStream',
      'DeleteTrainingJob',
      'DeleteTrainingJob',
      'DeleteProcessingJob',
      'DeleteLogGroup',
      'DeleteLogGroup',
    ]);
    expect(run.progress.Done).toEqual({
      StopExecution: 1,
      StopTrainingJob: 1,
      StopProcessingJob: 1,
      DeleteEndpoint: 1,
      DeleteEndpointConfig: 1,
      DeleteModel: 1,
      DeleteObjectVersion: 1,
      DeleteLogGroup: 2,
      DeleteLogStream: 1,
      DeleteTrainingJob: 2,
      DeleteProcessingJob: 1,
    });
  });

  it('asks only for jobs that are younger than the stack', async () => {
    await run.end(10);

    const listed = aws.callLines.filter((call) => /^List(Endpoint|Model|Training|Processing)/.test(call));
    expect(listed.length).toBeGreaterThan(6);
    expect(listed.filter((call) => !call.includes(String(SINCE.getTime() / 1000)))).toEqual([]);
  });

  it('continues with the records of jobs where the invocation before stopped', async () => {
    account.trainingJobs.set('train-1', 'Completed');
    const progress: Progress = { Done: {}, EndpointNames: ['former'], CreatedAfter: '2026-11-01T12:00:00.000Z' };

    const cut = await run.end(0, undefined, {}, progress);

    expect(cut).toEqual(['records of jobs since 2026-11-02T00:00:00.000Z']);
    expect(account.trainingJobs.size).toBe(1);

    const left = await run.end(10, undefined, {}, progress);

    expect(left).toEqual([]);
    expect(aws.callLines).toContain('DeleteLogGroup /aws/sagemaker/Endpoints/former');
    expect(account.trainingJobs.size).toBe(0);
    expect(aws.callLines.findLast((call) => call.startsWith('ListTrainingJobs'))).toContain(String(CREATION_TIME));
  });

  it('leaves alone what another stack has made', async () => {
    account.trainingJobs.set('foreign-train', 'InProgress');
    account.endpoints.set('foreign-live', 'InService');
    account.endpointConfigs.set('foreign-config', '');
    account.models.set('foreign-model', '');

    const left = await run.end(10);

    expect(left).toEqual([]);
    expect(aws.callLines.filter((call) => !call.startsWith('List'))).toEqual(['DeleteLogGroup /aws/sagemaker/Endpoints/own']);
  });

  it('waits for an endpoint that is being made, and deletes it then', async () => {
    account.endpoints.set('live', 'Creating');

    const left = await run.end(10);

    expect(left).toEqual([]);
    expect(account.endpoints).toEqual(new Map());
  });

  it('catches what a stopped execution had still begun', async () => {
    account.executions.set('run-1', 'RUNNING');
    let isFirst = true;

    const left = await run.end(10, () => {
      settle(account);
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

    await expect(run.end(10)).resolves.toEqual([]);
  });

  it('does not mind that no job has ever written a log', async () => {
    account.trainingJobs.set('train-1', 'Failed');
    aws.operations['DescribeLogStreams'] = () => ({
      __type: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });

    await expect(run.end(10)).resolves.toEqual([]);
    expect(account.trainingJobs.size).toBe(0);
  });

  it('does not take a missing permission for an empty account', async () => {
    aws.operations['ListModels'] = () => ({
      __type: 'AccessDeniedException',
      message: 'not authorized to perform: sagemaker:ListModels',
    });

    await expect(run.end(10)).rejects.toThrow('not authorized to perform: sagemaker:ListModels');
  });

  it('says what is left when its run.time is up', async () => {
    account.executions.set('run-1', 'RUNNING');
    account.trainingJobs.set('train-1', 'InProgress');
    account.endpoints.set('live', 'InService');

    const left = await run.end(1, () => undefined);

    expect(left).toEqual(['TrainingJob train-1', 'Endpoint live (Deleting)']);
  });
});
