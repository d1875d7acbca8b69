import {
  DeleteProcessingJobCommand,
  DescribeProcessingJobCommand,
  ListProcessingJobsCommand,
  StopProcessingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, input, output, TestJobs } from './test-jobs.ts';

/** Copies what the container sees into its output. */
const REPORT = `
import json, os, sys
base = os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml')
def read(path):
    with open(os.path.join(base, path)) as file:
        return file.read()
report = {
    'arguments': sys.argv[1:],
    'config': json.loads(read('config/processingjobconfig.json')),
    'hosts': json.loads(read('config/resourceconfig.json')),
    'data': read('processing/input/data/a.csv'),
    'environment': dict(os.environ),
}
with open(os.path.join(base, 'processing/output/report/report.json'), 'w') as file:
    json.dump(report, file)
print('all is well')
`;

/** Says why it fails, as the contract has it. */
const FAILING = `
import os, sys
base = os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml')
with open(os.path.join(base, 'output/message'), 'w') as file:
    file.write('The column medv is missing')
sys.exit(1)
`;

describe.each(['namespace', 'base-dir'])('a processing job whose /opt/ml comes by %s', (root) => {
  let testJobs: TestJobs;

  beforeAll(async () => {
    process.env['STEPMAKER_CONTAINER_ROOT'] = root;
    process.env['AWS_PROFILE'] = 'somebody';
    testJobs = await TestJobs.open();
    await testJobs.put('data/a.csv', 'x,y\n1,2\n');
  });
  afterAll(async () => {
    delete process.env['STEPMAKER_CONTAINER_ROOT'];
    delete process.env['AWS_PROFILE'];
    await testJobs[Symbol.asyncDispose]();
  });

  it('sees its inputs, configuration, arguments and environment, and leaves its outputs in S3', async () => {
    await testJobs.startProcessing('report', REPORT, {
      AppSpecification: {
        ImageUri: 'any-image',
        ContainerEntrypoint: ['python3', '/opt/ml/processing/input/code/script.py'],
        ContainerArguments: ['--data', '/opt/ml/processing/input/data'],
      },
      Environment: { COLOUR: 'blue' },
      ProcessingInputs: [input('data', `s3://${BUCKET}/data`)],
      ProcessingOutputConfig: { Outputs: [output('report', `s3://${BUCKET}/reports/${root}/`)] },
    });

    const job = await testJobs.processing('report');

    expect(job).toMatchObject({ ProcessingJobStatus: 'Completed', StoppingCondition: { MaxRuntimeInSeconds: 86_400 } });
    expect(job.ProcessingEndTime?.getTime()).toBeGreaterThanOrEqual(
      job.ProcessingStartTime?.getTime() ?? Number.POSITIVE_INFINITY,
    );
    const report = JSON.parse(await testJobs.text(`reports/${root}/report.json`));
    expect(report.arguments[0]).toBe('--data');
    expect(report.arguments[1]).toMatch(
      root === 'namespace' ? /^\/opt\/ml\/processing\/input\/data$/ : /\/ml\/processing\/input\/data$/,
    );
    expect(report.data).toBe('x,y\n1,2\n');
    expect(report.hosts).toEqual({ current_host: 'algo-1', hosts: ['algo-1'] });
    expect(report.config).toMatchObject({
      ProcessingJobName: 'report',
      ProcessingJobArn: job.ProcessingJobArn,
      Environment: { COLOUR: 'blue' },
    });
    expect(report.environment).toMatchObject({ COLOUR: 'blue', AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null' });
    expect(report.environment.AWS_ENDPOINT_URL).toMatch(/^http:\/\/127\.0\.0\.1:/);
    expect(report.environment).not.toHaveProperty('AWS_PROFILE');
    expect(await testJobs.messages('/aws/sagemaker/ProcessingJobs', 'report/algo-1-')).toEqual(['all is well']);
  });

  it('fails with its message when its container fails', async () => {
    await testJobs.startProcessing('failing', FAILING);

    expect(await testJobs.processing('failing')).toMatchObject({
      ProcessingJobStatus: 'Failed',
      FailureReason: 'AlgorithmError: See job logs for more information',
      ExitMessage: 'The column medv is missing',
    });
  });

  it('is stopped when asked to', async () => {
    await testJobs.startProcessing('endless', 'import time\nprint("ready", flush=True)\ntime.sleep(1000)');
    await until(
      () => testJobs.messages('/aws/sagemaker/ProcessingJobs', 'endless/').catch((): string[] => []),
      (lines) => lines.includes('ready'),
    );

    await testJobs.sagemaker.send(new StopProcessingJobCommand({ ProcessingJobName: 'endless' }));

    expect(await testJobs.processing('endless')).toMatchObject({ ProcessingJobStatus: 'Stopped' });
    await expect(testJobs.sagemaker.send(new StopProcessingJobCommand({ ProcessingJobName: 'endless' }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'The request was rejected because the processing job is in status Stopped.',
    });
  });
});

describe('processing jobs', () => {
  let testJobs: TestJobs;

  beforeAll(async () => {
    testJobs = await TestJobs.open();
  });
  afterAll(() => testJobs[Symbol.asyncDispose]());

  it('have separate names', async () => {
    await testJobs.startProcessing('Only-One', 'pass');

    await expect(testJobs.startProcessing('only-one', 'pass')).rejects.toMatchObject({
      name: 'ResourceInUse',
      message:
        'Job name must be unique within an AWS account and region, and a job with this name already exists (arn:aws:sagemaker:us-east-1:000000000000:processing-job/only-one)',
    });
    await testJobs.processing('Only-One');
  });

  it('are refused a role that SageMaker cannot assume', async () => {
    const RoleArn = 'arn:aws:iam::000000000000:role/missing';

    await expect(testJobs.startProcessing('roleless', 'pass', { RoleArn })).rejects.toMatchObject({
      name: 'ValidationException',
      message: `Could not assume role ${RoleArn}. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.`,
    });
  });

  it('are refused a path outside of /opt/ml/processing, and one path twice', async () => {
    const outside = { ...input('data', `s3://${BUCKET}/data`).S3Input, LocalPath: '/opt/ml/input' };
    const ProcessingOutputConfig = { Outputs: [output('one', `s3://${BUCKET}/1`), output('one', `s3://${BUCKET}/2`)] };

    await expect(
      testJobs.startProcessing('outside', 'pass', { ProcessingInputs: [{ InputName: 'data', S3Input: outside }] }),
    ).rejects.toThrow('LocalPath "/opt/ml/input" of input data must be below /opt/ml/processing/');
    await expect(testJobs.startProcessing('twice', 'pass', { ProcessingOutputConfig })).rejects.toThrow('Duplicate: one');
  });

  it('fail when there is nothing under an input', async () => {
    await testJobs.startProcessing('empty', 'pass', { ProcessingInputs: [input('data', `s3://${BUCKET}/nothing/`)] });

    expect(await testJobs.processing('empty')).toMatchObject({
      ProcessingJobStatus: 'Failed',
      FailureReason: expect.stringMatching(/^ClientError: Failed to download data\..*s3:\/\/test-jobs\/nothing\//),
    });
  });

  it('say so when only a container engine could run their image', async () => {
    await testJobs.startProcessing('foreign', 'pass', {
      AppSpecification: { ImageUri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/mine:1', ContainerEntrypoint: undefined },
    });

    expect((await testJobs.processing('foreign')).FailureReason).toContain('AppSpecification.ContainerEntrypoint');
  });

  it('are listed newest first, page by page, and are gone once deleted', async () => {
    for (const name of ['list-a', 'list-b', 'list-c']) {
      await testJobs.startProcessing(name, 'pass');
      await testJobs.processing(name);
    }

    const first = await testJobs.sagemaker.send(new ListProcessingJobsCommand({ NameContains: 'LIST-', MaxResults: 2 }));
    const second = await testJobs.sagemaker.send(
      new ListProcessingJobsCommand({ NameContains: 'LIST-', MaxResults: 2, NextToken: first.NextToken }),
    );
    await testJobs.sagemaker.send(new DeleteProcessingJobCommand({ ProcessingJobName: 'list-a' }));

    const names = [first, second].map(({ ProcessingJobSummaries = [] }) =>
      ProcessingJobSummaries.map((job) => job.ProcessingJobName),
    );
    expect(names).toEqual([['list-c', 'list-b'], ['list-a']]);
    expect(second.NextToken).toBeUndefined();
    await expect(
      testJobs.sagemaker.send(new DescribeProcessingJobCommand({ ProcessingJobName: 'list-a' })),
    ).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Could not find requested job with name: list-a',
    });
  });
});
