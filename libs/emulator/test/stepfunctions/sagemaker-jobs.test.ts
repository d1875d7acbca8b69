import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestMachines } from './test-machines.ts';

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.4-2-py312-cpu-py3';

let testMachines: TestMachines;
beforeAll(async () => {
  testMachines = await TestMachines.open();
  const caller = testMachines.emulator.rootCaller;
  await testMachines.emulator.aws.call('s3', 'CreateBucket', { Bucket: 'job-data' }, { caller });
});
afterAll(() => testMachines[Symbol.asyncDispose]());

const processing = (name: string, script: string, more: object = {}): object => ({
  Process: {
    Type: 'Task',
    Resource: 'arn:aws:states:::sagemaker:createProcessingJob.sync',
    Parameters: {
      ProcessingJobName: name,
      RoleArn: testMachines.roleArn,
      AppSpecification: { ImageUri: IMAGE, ContainerEntrypoint: ['python3', '-c', script] },
      ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 } },
    },
    End: true,
    ...more,
  },
});

const SAGEMAKER_TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: ['states.amazonaws.com', 'sagemaker.amazonaws.com'] }, Action: 'sts:AssumeRole' },
  ],
});

beforeAll(async () => {
  await testMachines.emulator.aws.call(
    'iam',
    'UpdateAssumeRolePolicy',
    { RoleName: 'machine-role', PolicyDocument: SAGEMAKER_TRUST },
    { caller: testMachines.emulator.rootCaller },
  );
});

describe('sagemaker:createProcessingJob.sync', () => {
  it('without .sync gives the ARN of the job that it has started', async () => {
    const { output } = await testMachines.run(
      processing('started', 'print("done")', { Resource: 'arn:aws:states:::sagemaker:createProcessingJob' }),
    );

    expect(JSON.parse(output ?? '')).toMatchObject({
      ProcessingJobArn: 'arn:aws:sagemaker:us-east-1:000000000000:processing-job/started',
      SdkHttpMetadata: { HttpStatusCode: 200 },
    });
  });

  it('needs a role that may list the tags of the job', async () => {
    const options = { caller: testMachines.emulator.rootCaller };
    const Statement = { Effect: 'Deny', Action: 'sagemaker:ListTags', Resource: '*' };
    const policy = { RoleName: 'machine-role', PolicyName: 'no-tags' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await testMachines.emulator.aws.call('iam', 'PutRolePolicy', { ...policy, PolicyDocument }, options);

    const { error, cause } = await testMachines.run(processing('untagged', 'print("done")'));
    await testMachines.emulator.aws.call('iam', 'DeleteRolePolicy', policy, options);

    expect(error).toBe('SageMaker.AmazonSageMakerException');
    expect(cause).toContain('is not authorized to perform: sagemaker:ListTags on resource: ');
  });

  it('returns the output of Describe for the finished job', async () => {
    const { executionArn, output, cause } = await testMachines.run(processing('good', 'print("done")'));

    expect(cause).toBeUndefined();
    expect(JSON.parse(output ?? '')).toMatchObject({
      ProcessingJobName: 'good',
      ProcessingJobStatus: 'Completed',
      ProcessingEndTime: expect.any(Number),
      AppSpecification: { ImageUri: IMAGE },
    });
    const events = await testMachines.history(executionArn);
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('fails with the description of the failed job in the cause', async () => {
    const { status, error, cause } = await testMachines.run(processing('bad', 'import sys; sys.exit(3)'));

    expect({ status, error }).toEqual({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(JSON.parse(cause ?? '')).toMatchObject({ ProcessingJobName: 'bad', ProcessingJobStatus: 'Failed' });
  });

  it('refuses a second job of the same name with the error of the SDK', async () => {
    await testMachines.run(processing('once', 'pass'));

    const { error, cause } = await testMachines.run(processing('once', 'pass'));

    expect(error).toBe('SageMaker.ResourceInUseException');
    expect(cause).toMatch(
      /\(Service: AmazonSageMaker; Status Code: 400; Error Code: ResourceInUse; Request ID: .*; Proxy: null\)$/,
    );
  });

  it('stops the job when the state times out', async () => {
    const { error } = await testMachines.run(processing('slow', 'import time; time.sleep(600)', { TimeoutSeconds: 1 }));

    expect(error).toBe('States.Timeout');
    await expect
      .poll(
        async () =>
          (
            await testMachines.emulator.aws.call<{ ProcessingJobStatus: string }>(
              'sagemaker',
              'DescribeProcessingJob',
              { ProcessingJobName: 'slow' },
              { caller: testMachines.emulator.rootCaller },
            )
          ).ProcessingJobStatus,
        { timeout: 60_000 },
      )
      .toBe('Stopped');
  });

  it('is adopted by the next server, which runs nothing again', async () => {
    const dataDir = testMachines.emulator.dataDir;
    const executionArn = await testMachines.start(await testMachines.create(processing('adopted', 'import time; time.sleep(2)')));
    await testMachines.until(executionArn, async () =>
      (await testMachines.history(executionArn)).some(({ type }) => type === 'TaskSubmitted'),
    );

    await testMachines.emulator.close();
    testMachines = await TestMachines.reopen(dataDir);

    expect((await testMachines.until(executionArn)).status).toBe('SUCCEEDED');
    expect((await testMachines.history(executionArn)).filter(({ type }) => type === 'TaskSubmitted')).toHaveLength(1);
  });
});

describe('sagemaker request and response integrations', () => {
  it('answer with the call and its metadata, and name errors the API does not know', async () => {
    const { error, cause } = await testMachines.run({
      Update: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sagemaker:updateEndpoint',
        Parameters: { EndpointName: 'none', EndpointConfigName: 'none' },
        End: true,
      },
    });

    expect(error).toBe('SageMaker.AmazonSageMakerException');
    expect(cause).toMatch(/\(Service: AmazonSageMaker; Status Code: 400; Error Code: ValidationException; /);
  });
});
