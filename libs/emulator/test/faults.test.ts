import { CreateModelCommand, ListModelsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestJobs } from './sagemaker/test-jobs.ts';
import { startTestEmulator, type TestEmulator } from './test-emulator.ts';

describe('an injected refusal', () => {
  let test: TestEmulator;
  let sagemaker: SageMakerClient;

  beforeAll(async () => {
    test = await startTestEmulator();
    sagemaker = new SageMakerClient(test.client);
  });
  afterAll(async () => {
    sagemaker.destroy();
    await test[Symbol.asyncDispose]();
  });

  it('is what its operation answers as many times as given, and other operations run', async () => {
    using throttled = test.emulator.faults.refuse({
      service: 'sagemaker',
      operation: 'ListModels',
      code: 'ThrottlingException',
      message: 'Rate exceeded',
      times: 2,
    });

    for (let call = 0; call < 2; call += 1)
      await expect(sagemaker.send(new ListModelsCommand({}))).rejects.toMatchObject({
        name: 'ThrottlingException',
        message: 'Rate exceeded',
      });

    expect((await sagemaker.send(new ListModelsCommand({}))).Models).toEqual([]);
    expect(throttled.met).toBe(2);
  });

  it('meets only the calls that it is for, in process too, and is over when it is disposed', async () => {
    const { aws, faults, rootCaller } = test.emulator;
    const named = (ModelName: string): Promise<unknown> =>
      sagemaker.send(new CreateModelCommand({ ModelName, ExecutionRoleArn: 'arn:aws:iam::000000000000:role/none' }));
    const fault = faults.refuse({
      service: 'sagemaker',
      operation: 'CreateModel',
      code: 'ResourceLimitExceeded',
      message: 'No more',
      times: 9,
      when: ({ ModelName }) => ModelName === 'unlucky',
    });

    await expect(named('unlucky')).rejects.toMatchObject({ name: 'ResourceLimitExceeded' });
    await expect(named('lucky')).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(aws.call('sagemaker', 'CreateModel', { ModelName: 'unlucky' }, { caller: rootCaller })).rejects.toMatchObject({
      code: 'ResourceLimitExceeded',
    });
    fault[Symbol.dispose]();
    await expect(named('unlucky')).rejects.toMatchObject({ name: 'ValidationException' });

    expect(fault.met).toBe(2);
  });
});

describe('an injected failure of jobs', () => {
  it('lets a job be accepted and fail for SageMaker’s own reason before it has started', async () => {
    await using testJobs = await TestJobs.open();
    using fault = testJobs.faults.failJob({ jobType: 'training-job', failureReason: 'CapacityError: none left' });

    await testJobs.startTraining('first', 'print("ran")');
    await testJobs.startTraining('second', 'print("ran")');

    const first = await until(
      () => testJobs.training('first'),
      ({ TrainingJobStatus }) => TrainingJobStatus !== 'InProgress',
    );
    const second = await until(
      () => testJobs.training('second'),
      ({ TrainingJobStatus }) => TrainingJobStatus !== 'InProgress',
    );
    expect(first).toMatchObject({ TrainingJobStatus: 'Failed', FailureReason: 'CapacityError: none left' });
    expect(first.TrainingStartTime).toBeUndefined();
    expect(second).toMatchObject({ TrainingJobStatus: 'Completed' });
    expect(fault.met).toBe(1);
  });
});
