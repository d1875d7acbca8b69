import { execFileSync } from 'node:child_process';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  AddTagsCommand,
  DescribeTrainingJobCommand,
  ListTagsCommand,
  ListTrainingJobsCommand,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { until } from '@stepmaker/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUCKET, channel, ROLE_ARN, SCIKIT_IMAGE, TestJobs } from './test-jobs.ts';

const TRAIN = `
import json, os, sys
base = os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml')
config = {name: json.load(open(os.path.join(base, 'input/config', name + '.json'))) for name in ('hyperparameters', 'inputdataconfig', 'resourceconfig')}
with open(os.path.join(base, 'model/model.json'), 'w') as file:
    json.dump({'config': config, 'job': os.environ['TRAINING_JOB_NAME'], 'arn': os.environ['TRAINING_JOB_ARN']}, file)
with open(os.path.join(base, 'output/data/history.txt'), 'w') as file:
    file.write(open(os.path.join(base, 'input/data/train/train.csv')).read())
for value in (0.5, 0.75):
    print('cv_r2=%s;' % value)
`;

const SCRIPT_MODE = `
import json, os, sys
with open(os.path.join(os.environ['SM_MODEL_DIR'], 'seen.json'), 'w') as file:
    json.dump({'argv': sys.argv, 'cwd': os.getcwd(), 'sm': {k: v for k, v in os.environ.items() if k.startswith('SM_')}}, file)
import beside
`;

/** Gives its reason in the file that SageMaker reads. The toolkit leaves it as it is. */
const WRITES_FAILURE = `
import os
with open(os.path.join(os.environ['SM_OUTPUT_DIR'], 'failure'), 'w') as file:
    file.write('no target')
raise SystemExit(1)
`;

/** Script mode with the code of a channel, without a program. */
const FROM_CHANNEL = {
  AlgorithmSpecification: { TrainingImage: SCIKIT_IMAGE, TrainingInputMode: 'File', ContainerEntrypoint: undefined },
  HyperParameters: { sagemaker_submit_directory: '/opt/ml/input/data/code' },
} as const;

/** A file of a .tar.gz. */
function unpacked(archive: Uint8Array, name: string): string {
  return execFileSync('tar', ['-xzOf', '-', name], { input: archive, encoding: 'utf8' });
}

let testJobs: TestJobs;

beforeAll(async () => {
  testJobs = await TestJobs.open();
  await testJobs.put('train/train.csv', 'a,b\n');
});
afterAll(() => testJobs[Symbol.asyncDispose]());

const ready = (name: string): Promise<unknown> =>
  until(
    () => testJobs.messages('/aws/sagemaker/TrainingJobs', `${name}/`).catch((): string[] => []),
    (lines) => lines.includes('ready'),
  );

describe('a training job', () => {
  it('trains on its channels and leaves a model, outputs, metrics, logs and the steps it took', async () => {
    await testJobs.startTraining('whole', TRAIN, {
      AlgorithmSpecification: {
        TrainingImage: SCIKIT_IMAGE,
        TrainingInputMode: 'FastFile',
        ContainerEntrypoint: ['/usr/bin/python3', '/opt/ml/input/data/code/script.py'],
        MetricDefinitions: [{ Name: 'cv:r2', Regex: 'cv_r2=([0-9.]+);' }],
      },
      HyperParameters: { seed: '1' },
      InputDataConfig: [{ ...channel('train', `s3://${BUCKET}/train/`), ContentType: 'text/csv' }],
    });

    const job = await testJobs.training('whole');

    expect(job).toMatchObject({
      TrainingJobStatus: 'Completed',
      SecondaryStatus: 'Completed',
      ModelArtifacts: { S3ModelArtifacts: `s3://${BUCKET}/models/whole/output/model.tar.gz` },
      FinalMetricDataList: [{ MetricName: 'cv:r2', Value: 0.75 }],
    });
    expect(job.SecondaryStatusTransitions?.map(({ Status }) => Status)).toEqual([
      ...['Starting', 'Downloading', 'Training', 'Uploading', 'Completed'],
    ]);
    expect(job.BillableTimeInSeconds).toBeGreaterThan(0);
    expect(JSON.parse(unpacked(await testJobs.bytes('models/whole/output/model.tar.gz'), 'model.json'))).toEqual({
      job: 'whole',
      arn: job.TrainingJobArn,
      config: {
        hyperparameters: { seed: '1' },
        inputdataconfig: {
          code: { TrainingInputMode: 'File', S3DistributionType: 'FullyReplicated', RecordWrapperType: 'None' },
          train: {
            ContentType: 'text/csv',
            TrainingInputMode: 'File',
            S3DistributionType: 'FullyReplicated',
            RecordWrapperType: 'None',
          },
        },
        resourceconfig: {
          current_host: 'algo-1',
          current_instance_type: 'ml.m5.large',
          current_group_name: 'homogeneousCluster',
          hosts: ['algo-1'],
          instance_groups: [{ instance_group_name: 'homogeneousCluster', instance_type: 'ml.m5.large', hosts: ['algo-1'] }],
          network_interface_name: 'eth0',
        },
      },
    });
    expect(unpacked(await testJobs.bytes('models/whole/output/output.tar.gz'), 'history.txt')).toBe('a,b\n');
    expect(await testJobs.messages('/aws/sagemaker/TrainingJobs', 'whole/algo-1-')).toEqual(['cv_r2=0.5;', 'cv_r2=0.75;']);
  });

  it('fails for the reason that its container wrote', async () => {
    const script = `import os, sys\nopen(os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml') + '/output/failure', 'w').write('no target' + 'x' * 2000)\nsys.exit(2)`;
    await testJobs.startTraining('failure-file', script);
    await testJobs.startTraining('no-failure-file', 'raise SystemExit(1)');

    const { FailureReason = '', SecondaryStatus } = await testJobs.training('failure-file');

    expect(SecondaryStatus).toBe('Failed');
    expect(FailureReason).toMatch(/^AlgorithmError: no targetx+, exit code: 2$/);
    expect(FailureReason).toHaveLength(1024);
    expect((await testJobs.training('no-failure-file')).FailureReason).toBe('AlgorithmError: , exit code: 1');
    expect(await testJobs.keys('models/failure-file/')).toEqual([]);
  });

  it('keeps the model of a container that is asked to stop', async () => {
    const script = `
import os, signal, sys, time
def stop(*_):
    open(os.environ.get('SAGEMAKER_BASE_DIR', '/opt/ml') + '/model/partial', 'w').write('half')
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
print('ready')
time.sleep(1000)
`;
    await testJobs.startTraining('stopped', script);
    await ready('stopped');

    await testJobs.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'stopped' }));

    const job = await testJobs.training('stopped');
    expect(job).toMatchObject({ TrainingJobStatus: 'Stopped', SecondaryStatus: 'Stopped' });
    expect(job.SecondaryStatusTransitions?.map(({ Status }) => Status)).toContain('Stopping');
    expect(unpacked(await testJobs.bytes('models/stopped/output/model.tar.gz'), 'partial')).toBe('half');
    await expect(testJobs.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'stopped' }))).rejects.toThrow(
      'The request was rejected because the training job is in status Stopped.',
    );
  });

  it('is stopped when its time is up', async () => {
    await testJobs.startTraining('too-long', 'import time\ntime.sleep(1000)', { StoppingCondition: { MaxRuntimeInSeconds: 1 } });

    expect(await testJobs.training('too-long')).toMatchObject({
      TrainingJobStatus: 'Stopped',
      SecondaryStatus: 'MaxRuntimeExceeded',
    });
  });

  it('runs a script of its framework image with hyperparameters as arguments', async () => {
    const archive = execFileSync('python3', [
      '-c',
      `import io, sys, tarfile
out = tarfile.open(fileobj=sys.stdout.buffer, mode='w|gz')
for name, text in (('train.py', sys.argv[1]), ('beside.py', ''), ('requirements.txt', 'left-pad')):
    info = tarfile.TarInfo(name); info.size = len(text); out.addfile(info, io.BytesIO(text.encode()))
out.close()`,
      SCRIPT_MODE,
    ]);
    await testJobs.s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'code/sourcedir.tar.gz', Body: new Uint8Array(archive) }));
    await testJobs.startTraining('script-mode', 'pass', {
      AlgorithmSpecification: { TrainingImage: SCIKIT_IMAGE, TrainingInputMode: 'File', ContainerEntrypoint: undefined },
      HyperParameters: {
        sagemaker_program: '"train.py"',
        sagemaker_submit_directory: `"s3://${BUCKET}/code/sourcedir.tar.gz"`,
        epochs: '5',
        'batch-size': '"32"',
      },
    });

    expect(await testJobs.training('script-mode')).toMatchObject({ TrainingJobStatus: 'Completed' });

    const seen = JSON.parse(unpacked(await testJobs.bytes('models/script-mode/output/model.tar.gz'), 'seen.json'));
    expect(seen.argv).toEqual(['train.py', '--batch-size', '32', '--epochs', '5']);
    expect(seen.cwd).toMatch(/\/ml\/code$/);
    expect(seen.sm).toMatchObject({
      SM_HP_EPOCHS: '5',
      'SM_HP_BATCH-SIZE': '32',
      SM_CHANNELS: '["code"]',
      SM_CHANNEL_CODE: expect.stringMatching(/\/ml\/input\/data\/code$/),
      SM_HPS: '{"batch-size":"32","epochs":5}',
      SM_CURRENT_HOST: 'algo-1',
    });
    expect(await testJobs.messages('/aws/sagemaker/TrainingJobs', 'script-mode/')).toEqual([
      expect.stringContaining('requirements.txt is not installed'),
    ]);
  });

  it('runs a script from a channel, by the name and the directory that the hyperparameters give', async () => {
    await testJobs.put('code/from-channel/beside.py', '# beside the script');
    await testJobs.startTraining('from-channel', SCRIPT_MODE, {
      ...FROM_CHANNEL,
      HyperParameters: { ...FROM_CHANNEL.HyperParameters, sagemaker_program: 'script.py', epochs: '5' },
    });

    expect(await testJobs.training('from-channel')).toMatchObject({ TrainingJobStatus: 'Completed' });
    const seen = JSON.parse(unpacked(await testJobs.bytes('models/from-channel/output/model.tar.gz'), 'seen.json'));
    expect(seen.argv).toEqual(['script.py', '--epochs', '5']);
    expect(seen.sm).toMatchObject({
      SM_MODULE_NAME: 'script',
      SM_MODULE_DIR: expect.stringMatching(/\/ml\/input\/data\/code$/),
      SM_HPS: '{"epochs":5}',
    });
  });

  it.each([
    [
      'no-program',
      {},
      "AlgorithmError: framework error: \nAttributeError: 'NoneType' object has no attribute 'endswith'\n'NoneType' object has no attribute 'endswith', exit code: 1",
    ],
    [
      'other-program',
      { sagemaker_program: 'other.py' },
      `AlgorithmError: ExecuteUserScriptError:\nExitCode 2\nErrorMessage "python3: can't open file '/opt/ml/code/other.py': [Errno 2] No such file or directory", exit code: 1`,
    ],
    [
      'other-command',
      { sagemaker_program: 'other.sh' },
      "AlgorithmError: framework error: \nFileNotFoundError: [Errno 2] No such file or directory: '/opt/ml/code/other.sh'\n[Errno 2] No such file or directory: '/opt/ml/code/other.sh', exit code: 2",
    ],
    [
      'other-directory',
      { sagemaker_program: 'script.py', sagemaker_submit_directory: '/opt/ml/input/data/none' },
      "AlgorithmError: framework error: \nFileNotFoundError: [Errno 2] No such file or directory: '/opt/ml/input/data/none'\n[Errno 2] No such file or directory: '/opt/ml/input/data/none', exit code: 2",
    ],
  ])('fails in the words of the training toolkit: %s', async (name, hyperparameters, FailureReason) => {
    await testJobs.startTraining(name, 'pass', {
      ...FROM_CHANNEL,
      HyperParameters: { ...FROM_CHANNEL.HyperParameters, ...hyperparameters },
    });

    expect(await testJobs.training(name)).toMatchObject({ TrainingJobStatus: 'Failed', FailureReason });
  });

  it('keeps the words of a script that the toolkit wraps, and those that the script writes itself', async () => {
    const program = { ...FROM_CHANNEL, HyperParameters: { ...FROM_CHANNEL.HyperParameters, sagemaker_program: 'script.py' } };
    await testJobs.startTraining('wrapped', 'raise ValueError("no target column")', program);
    await testJobs.startTraining('written', WRITES_FAILURE, program);

    expect((await testJobs.training('wrapped')).FailureReason).toBe(
      'AlgorithmError: ExecuteUserScriptError:\nExitCode 1\nErrorMessage "ValueError: no target column", exit code: 1',
    );
    expect((await testJobs.training('written')).FailureReason).toBe('AlgorithmError: no target, exit code: 1');
  });

  it('carries tags', async () => {
    await testJobs.startTraining('tagged', 'pass', { Tags: [{ Key: 'run', Value: '1' }] });
    const { TrainingJobArn: ResourceArn } = await testJobs.training('tagged');

    await testJobs.sagemaker.send(new AddTagsCommand({ ResourceArn, Tags: [{ Key: 'run', Value: '2' }] }));

    const { Tags } = await testJobs.sagemaker.send(new ListTagsCommand({ ResourceArn }));
    expect(Tags).toEqual([{ Key: 'run', Value: '2' }]);
  });
});

describe('CreateTrainingJob', () => {
  it.each([
    [
      'a channel with nothing in it',
      { InputDataConfig: [channel('train', `s3://${BUCKET}/nothing/`)] },
      `No S3 objects found under S3 URL "s3://${BUCKET}/nothing/" given in input data source. Please ensure that the bucket exists in the selected region (us-east-1), that objects exist under that S3 prefix, and that the role "${ROLE_ARN}" has "s3:ListBucket" permissions on bucket "${BUCKET}".`,
    ],
    [
      'one channel twice',
      { InputDataConfig: [channel('code', `s3://${BUCKET}/train/`)] },
      'Channel names must be unique. Duplicate: code',
    ],
    ['spot training without a longest wait', { EnableManagedSpotTraining: true }, 'Invalid MaxWaitTimeInSeconds'],
    [
      'many hosts',
      { ResourceConfig: { InstanceCount: 2, InstanceType: 'ml.m5.large' as const, VolumeSizeInGB: 1 } },
      'distributed training',
    ],
    [
      'RecordIO',
      { InputDataConfig: [{ ...channel('r', `s3://${BUCKET}/train/`), RecordWrapperType: 'RecordIO' as const }] },
      'RecordIO (channel r)',
    ],
  ])('refuses %s', async (_what, more, message) => {
    await expect(testJobs.startTraining('refused', 'pass', more)).rejects.toThrow(message);
    await expect(testJobs.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: 'refused' }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Requested resource not found.',
    });
  });

  it('refuses a name that is taken', async () => {
    await testJobs.startTraining('taken', 'pass');

    await expect(testJobs.startTraining('taken', 'pass')).rejects.toMatchObject({
      name: 'ResourceInUse',
      message:
        'Training job names must be unique within an AWS account and region, and a training job with this name already exists (arn:aws:sagemaker:us-east-1:000000000000:training-job/taken)',
    });
    await testJobs.training('taken');
  });

  it('makes jobs that are listed by status', async () => {
    await testJobs.startTraining('listed', 'pass');
    await testJobs.training('listed');

    const { TrainingJobSummaries } = await testJobs.sagemaker.send(
      new ListTrainingJobsCommand({ StatusEquals: 'Completed', NameContains: 'listed', SortBy: 'Name', SortOrder: 'Ascending' }),
    );

    expect(TrainingJobSummaries).toMatchObject([{ TrainingJobName: 'listed', SecondaryStatus: 'Completed' }]);
  });
});
