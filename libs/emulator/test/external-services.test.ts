import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateProcessingJobCommand, DescribeProcessingJobCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { input, output, PYTHON, SCIKIT_IMAGE } from './sagemaker/test-jobs.ts';
import { startTestEmulator, type TestEmulator } from './test-emulator.ts';

const ROLE_OF_ANOTHER_ACCOUNT = 'arn:aws:iam::000000000000:role/known-to-the-other-only';

const SCRIPT = `
import os
base = os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml') + '/processing'
with open(base + '/output/output/seen.txt', 'w') as file:
    file.write(open(base + '/input/data/a.txt').read() + os.environ['AWS_ENDPOINT_URL_S3'])
print('said in the job')
`;

describe('external services', () => {
  let other: TestEmulator;
  let test: TestEmulator;
  let s3: S3Client;

  beforeAll(async () => {
    other = await startTestEmulator();
    const { endpointUrl } = other.emulator;
    test = await startTestEmulator({
      pythonPath: PYTHON,
      externalServices: { s3: endpointUrl, logs: endpointUrl },
      rolesOnTrust: true,
    });
    s3 = new S3Client({ ...other.client, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'theirs' }));
    await s3.send(new PutObjectCommand({ Bucket: 'theirs', Key: 'code/script.py', Body: SCRIPT }));
    await s3.send(new PutObjectCommand({ Bucket: 'theirs', Key: 'data/a.txt', Body: 'from ' }));
  });
  afterAll(async () => {
    s3.destroy();
    await test[Symbol.asyncDispose]();
    await other[Symbol.asyncDispose]();
  });

  async function run(name: string, dataUri: string): Promise<{ status: string; reason: string | undefined }> {
    const sagemaker = new SageMakerClient(test.client);
    await sagemaker.send(
      new CreateProcessingJobCommand({
        ProcessingJobName: name,
        RoleArn: ROLE_OF_ANOTHER_ACCOUNT,
        AppSpecification: {
          ImageUri: SCIKIT_IMAGE,
          ContainerEntrypoint: ['python3', '/opt/ml/processing/input/code/script.py'],
        },
        ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 10 } },
        ProcessingInputs: [input('code', 's3://theirs/code/'), input('data', dataUri)],
        ProcessingOutputConfig: { Outputs: [output('output', `s3://theirs/${name}/`)] },
      }),
    );
    const job = await until(
      () => sagemaker.send(new DescribeProcessingJobCommand({ ProcessingJobName: name })),
      ({ ProcessingJobStatus }) => ProcessingJobStatus !== 'InProgress',
    );
    sagemaker.destroy();
    return { status: job.ProcessingJobStatus ?? '', reason: job.FailureReason };
  }

  it('give a job its inputs, take its outputs and its log, and are where its own calls go', async () => {
    const { status } = await run('reads-and-writes', 's3://theirs/data/');

    expect(status).toBe('Completed');
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'theirs', Key: 'reads-and-writes/seen.txt' }));
    expect(await Body?.transformToString()).toBe(`from ${other.emulator.endpointUrl}`);
    const logs = new CloudWatchLogsClient(other.client);
    const { events = [] } = await logs.send(
      new GetLogEventsCommand({
        logGroupName: '/aws/sagemaker/ProcessingJobs',
        logStreamName: await streamOf(logs, 'reads-and-writes'),
      }),
    );
    expect(events.map(({ message }) => message)).toContain('said in the job');
    logs.destroy();
  });

  it('answer in their own words for a missing object', async () => {
    const { status, reason } = await run('misses', 's3://nobodys/data/');

    expect(status).toBe('Failed');
    expect(reason).toContain('The specified bucket does not exist');
  });

  it('are refused at the start if the server cannot forward them', async () => {
    await expect(startTestEmulator({ externalServices: { sqs: other.emulator.endpointUrl } })).rejects.toThrow(
      'externalServices: service sqs cannot be forwarded. Services that can: cloudwatch, logs, s3',
    );
  });
});

async function streamOf(logs: CloudWatchLogsClient, job: string): Promise<string> {
  const { DescribeLogStreamsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  const { logStreams = [] } = await logs.send(
    new DescribeLogStreamsCommand({ logGroupName: '/aws/sagemaker/ProcessingJobs', logStreamNamePrefix: `${job}/` }),
  );
  return logStreams[0]?.logStreamName ?? '';
}
