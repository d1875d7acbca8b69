import { DeleteTrainingJobCommand, StopProcessingJobCommand, StopTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, output, SCIKIT_IMAGE, TestJobs } from './test-jobs.ts';

const INTERNAL = 'InternalServerError: We encountered an internal error. Please try again.';
/** Ends the process and the one that watches it, as a machine does that goes down. */
const VANISHES = 'import os, signal\nos.killpg(0, signal.SIGKILL)\n';
const SAVES_MODEL = `import os
base = os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml')
open(base + '/model/weights', 'w').write('w')`;
const RUNS_ON = 'import time\nprint("ready", flush=True)\ntime.sleep(1000)\n';

let testJobs: TestJobs;

beforeAll(async () => {
  testJobs = await TestJobs.open();
});
afterAll(() => testJobs[Symbol.asyncDispose]());

/** Creates a role for jobs that may do nothing but these actions. */
async function createRole(RoleName: string, Action: readonly string[]): Promise<string> {
  const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const trust = { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await testJobs.call('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument: document(trust) });
  const PolicyDocument = document({ Effect: 'Allow', Action, Resource: '*' });
  await testJobs.call('iam', 'PutRolePolicy', { RoleName, PolicyName: 'some', PolicyDocument });
  return `arn:aws:iam::000000000000:role/${RoleName}`;
}

describe('a job whose process vanishes', () => {
  it('runs three times, and then fails', async () => {
    await testJobs.startProcessing('vanishes', VANISHES);
    await testJobs.startTraining('vanishes', VANISHES);

    expect(await testJobs.processing('vanishes')).toMatchObject({ ProcessingJobStatus: 'Failed', FailureReason: INTERNAL });
    expect(await testJobs.training('vanishes')).toMatchObject({ TrainingJobStatus: 'Failed', FailureReason: INTERNAL });
    const lines = await testJobs.messages('/aws/sagemaker/ProcessingJobs', 'vanishes/');
    expect(lines).toEqual(
      Array.from({ length: 2 }, () => 'The container was ended from outside; it is run again from its start'),
    );
  });
});

describe('a job that is stopped', () => {
  it('before its container has started does not start it', async () => {
    await testJobs.startProcessing('early', 'print("started")');
    await testJobs.sagemaker.send(new StopProcessingJobCommand({ ProcessingJobName: 'early' }));
    await testJobs.startTraining('early', 'print("started")');
    await testJobs.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'early' }));

    expect(await testJobs.processing('early')).toMatchObject({ ProcessingJobStatus: 'Stopped' });
    expect(await testJobs.training('early')).toMatchObject({ TrainingJobStatus: 'Stopped', SecondaryStatus: 'Stopped' });
  });

  it('can be stopped again while it stops, and is not deleted before it has ended', async () => {
    await testJobs.startTraining('stops', `import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n${RUNS_ON}`, {
      StoppingCondition: { MaxRuntimeInSeconds: 600 },
    });
    await until(
      () => testJobs.messages('/aws/sagemaker/TrainingJobs', 'stops/').catch((): string[] => []),
      (lines) => lines.includes('ready'),
    );
    const stop = new StopTrainingJobCommand({ TrainingJobName: 'stops' });
    const remove = new DeleteTrainingJobCommand({ TrainingJobName: 'stops' });

    await expect(testJobs.sagemaker.send(remove)).rejects.toMatchObject({ name: 'ResourceInUse' });
    await testJobs.sagemaker.send(stop);
    await testJobs.sagemaker.send(stop);
    await expect(testJobs.sagemaker.send(remove)).rejects.toMatchObject({
      name: 'ResourceInUse',
      message: expect.stringContaining('is in status Stopping and cannot be deleted.'),
    });
  });
});

describe('a job whose role lacks permissions', () => {
  it('to write logs runs without them, and the log of the server says so once', async () => {
    const RoleArn = await createRole('no-logs', ['s3:*', 'ecr:*']);
    await testJobs.startTraining('unlogged', 'print("one", flush=True)\nfor n in range(11000): print(n)\n', { RoleArn });

    expect(await testJobs.training('unlogged')).toMatchObject({ TrainingJobStatus: 'Completed' });
    const warnings = testJobs.log.filter((line) => line.includes('No logs in /aws/sagemaker/TrainingJobs unlogged/'));
    expect(warnings).toEqual([expect.stringContaining('is not authorized to perform: logs:DescribeLogStreams')]);
  });

  it('to put metrics has none in CloudWatch', async () => {
    const RoleArn = await createRole('no-metrics', ['s3:*', 'ecr:*', 'logs:*']);
    await testJobs.startTraining('unmeasured', 'print("loss=0.5;")', {
      RoleArn,
      AlgorithmSpecification: {
        TrainingImage: SCIKIT_IMAGE,
        TrainingInputMode: 'File',
        MetricDefinitions: [{ Name: 'loss', Regex: 'loss=([0-9.]+);' }],
        ContainerEntrypoint: ['python3', '/opt/ml/input/data/code/script.py'],
      },
    });

    expect(await testJobs.training('unmeasured')).toMatchObject({
      TrainingJobStatus: 'Completed',
      FinalMetricDataList: [{ MetricName: 'loss', Value: 0.5 }],
    });
    const { Metrics } = await testJobs.call<{ Metrics: object[] }>('cloudwatch', 'ListMetrics', {
      Namespace: '/aws/sagemaker/TrainingJobs',
      MetricName: 'loss',
    });
    expect(Metrics).toEqual([]);
  });

  it('to write the model fails with the words of S3', async () => {
    const RoleArn = await createRole('no-upload', ['s3:GetObject', 's3:ListBucket', 'ecr:*', 'logs:*']);
    await testJobs.startTraining('unwritten', SAVES_MODEL, { RoleArn });

    expect(await testJobs.training('unwritten')).toMatchObject({
      TrainingJobStatus: 'Failed',
      FailureReason: expect.stringMatching(/^ClientError: Artifact upload failed:/u),
    });
  });
});

describe('a job that writes a lot', () => {
  it('has all its lines in its log, without the empty ones', async () => {
    await testJobs.startProcessing('talkative', 'print()\nfor n in range(10050): print(n)\n');
    await testJobs.processing('talkative');
    const lines = await testJobs.messages('/aws/sagemaker/ProcessingJobs', 'talkative/');

    expect(lines.slice(0, 2)).toEqual(['0', '1']);
    expect(lines).toHaveLength(10_000);
  });
});

describe('a training job with checkpoints', () => {
  it('leaves them in S3, and has a day where nothing limits its time', async () => {
    const script = `import os
base = os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml')
os.makedirs(base + '/checkpoints', exist_ok=True)
open(base + '/checkpoints/epoch-1', 'w').write('weights')`;
    await testJobs.startTraining('checkpoints', script, {
      CheckpointConfig: { S3Uri: `s3://${BUCKET}/checkpoints/` },
      StoppingCondition: undefined,
    });

    expect(await testJobs.training('checkpoints')).toMatchObject({
      TrainingJobStatus: 'Completed',
      StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
    });
    expect(await testJobs.keys('checkpoints/')).toEqual(['checkpoints/epoch-1']);
    expect(await testJobs.text('checkpoints/epoch-1')).toBe('weights');
  });
});

describe('a processing job with outputs', () => {
  it('fails where the bucket of an output does not exist', async () => {
    const script = `import os
folder = os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml') + '/processing/output/result'
os.makedirs(folder, exist_ok=True)
open(folder + '/a', 'w').write('a')`;
    await testJobs.startProcessing('bucketless', script, {
      ProcessingOutputConfig: { Outputs: [output('result', 's3://no-such-bucket/result')] },
    });

    expect(await testJobs.processing('bucketless')).toMatchObject({
      ProcessingJobStatus: 'Failed',
      FailureReason: 'ClientError: Failed to upload data. The specified bucket does not exist',
    });
  });
});
