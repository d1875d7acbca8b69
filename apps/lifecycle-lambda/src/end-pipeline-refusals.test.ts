import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CleanUpRun } from '../test/clean-up-run.ts';
import type { Account } from '../test/fake-account.ts';
import type { FakeStackAws } from '../test/fake-stack-aws.ts';

let run: CleanUpRun;
let aws: FakeStackAws;
let account: Account;

beforeEach(async () => {
  run = await CleanUpRun.start();
  ({ aws, account } = run);
});

afterEach(() => run[Symbol.asyncDispose]());

describe('endPipeline, where AWS refuses to delete what costs nothing', () => {
  it.each([
    ['DeleteTrainingJob', 'ResourceInUse'],
    ['DeleteLogStream', 'ThrottledForever'],
    ['DeleteLogGroup', 'AccessDeniedException'],
  ])('counts a %s that AWS refuses, and deletes the rest', async (operation, name) => {
    account.trainingJobs.set('train-1', 'Completed');
    account.processingJobs.set('evaluate-1', 'Completed');
    account.logStreams.add('train-1/algo-1');
    account.logGroups.add('/aws/sagemaker/Endpoints/own');
    aws.versions = [{ key: 'model.tar.gz', versionId: 'v', isMarker: false }];
    aws.operations[operation] = () => ({ __type: name, message: 'Refused' });

    expect(await run.end(10)).toEqual([]);
    expect(run.progress.Done).toMatchObject({ [`${operation}: ${name}`]: 1, DeleteProcessingJob: 1, DeleteObjectVersion: 1 });
    expect(aws.versions).toEqual([]);
  });

  it('counts the records of jobs that the SDK of the runtime cannot delete', async () => {
    account.trainingJobs.set('train-1', 'Completed');
    account.processingJobs.set('evaluate-1', 'Completed');
    vi.doMock('@aws-sdk/client-sagemaker', async (load) => {
      const original = await load<typeof import('@aws-sdk/client-sagemaker')>();
      class OlderSageMaker extends original.SageMaker {
        override readonly deleteTrainingJob = undefined as never;
        override readonly deleteProcessingJob = undefined as never;
      }
      return { ...original, SageMaker: OlderSageMaker };
    });

    expect(await run.end(10)).toEqual([]);
    expect(run.progress.Done).toEqual({ 'DeleteTrainingJob: TypeError': 1, 'DeleteProcessingJob: TypeError': 1 });
    vi.doUnmock('@aws-sdk/client-sagemaker');
  });
});
