import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEmulator, type TestEmulator, trustOf } from '../test-emulator.ts';

const IMAGE = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.4-2-py312-cpu-py3';
const RoleArn = 'arn:aws:iam::000000000000:role/job-role';

let running: TestEmulator;
const call = <Output = Record<string, unknown>>(service: string, operation: string, input: object): Promise<Output> =>
  running.emulator.aws.call<Output>(service as 'sagemaker', operation, input, { caller: running.emulator.rootCaller });

beforeAll(async () => {
  running = await startTestEmulator();
  await call('iam', 'CreateRole', { RoleName: 'job-role', AssumeRolePolicyDocument: trustOf('sagemaker.amazonaws.com') });
  await call('sagemaker', 'CreateModel', { ModelName: 'served', ExecutionRoleArn: RoleArn, PrimaryContainer: { Image: IMAGE } });
});
afterAll(() => running[Symbol.asyncDispose]());

const refused = (message: string) => ({ code: 'ValidationException', message });
const notServed = (what: string) => ({
  code: 'NotImplemented',
  message: `${what} is not served by the embedded AWS of Stepmaker`,
});

describe('CreateModel', () => {
  const container = { Image: IMAGE };
  it.each([
    [
      'two ways to name the container',
      { PrimaryContainer: container, Containers: [container] },
      refused('You can specify either PrimaryContainer or Containers, not both.'),
    ],
    ['no container', {}, refused('Either PrimaryContainer or Containers must be specified.')],
    [
      'an inference pipeline',
      { Containers: [container, container] },
      notServed('CreateModel with more than one container (an inference pipeline)'),
    ],
    ['a model package', { PrimaryContainer: { ModelPackageName: 'package' } }, notServed('CreateModel with ModelPackageName')],
    [
      'many models in one container',
      { PrimaryContainer: { ...container, Mode: 'MultiModel' } },
      notServed('CreateModel with Mode MultiModel'),
    ],
    ['a container without an image', { PrimaryContainer: {} }, refused('Image must be specified for the container.')],
    ['an image that is not in ECR', { PrimaryContainer: { Image: 'python:3' } }, refused('ECR image "python:3" is invalid.')],
    [
      'model data outside S3',
      { PrimaryContainer: { ...container, ModelDataUrl: 'https://example.com/model.tar.gz' } },
      refused('ModelDataUrl "https://example.com/model.tar.gz" must be an S3 URI of the form s3://bucket/key.'),
    ],
    [
      'a role that does not exist',
      { PrimaryContainer: container, ExecutionRoleArn: `${RoleArn}-2` },
      refused(
        `Could not assume role ${RoleArn}-2. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.`,
      ),
    ],
  ])('refuses %s', async (_what, more, error) => {
    await expect(
      call('sagemaker', 'CreateModel', { ModelName: 'refused', ExecutionRoleArn: RoleArn, ...more }),
    ).rejects.toMatchObject(error);
    await expect(call('sagemaker', 'DescribeModel', { ModelName: 'refused' })).rejects.toMatchObject(
      refused('Could not find model "arn:aws:sagemaker:us-east-1:000000000000:model/refused".'),
    );
  });

  it('accepts one container in a list, and describes it with its defaults', async () => {
    await call('sagemaker', 'CreateModel', {
      ModelName: 'Listed',
      ExecutionRoleArn: RoleArn,
      Containers: [container],
      EnableNetworkIsolation: true,
    });

    expect(await call('sagemaker', 'DescribeModel', { ModelName: 'listed' })).toMatchObject({
      ModelName: 'Listed',
      ModelArn: 'arn:aws:sagemaker:us-east-1:000000000000:model/listed',
      Containers: [{ Image: IMAGE, Mode: 'SingleModel', Environment: {} }],
      EnableNetworkIsolation: true,
    });
  });
});

describe('CreateEndpointConfig', () => {
  const variant = { VariantName: 'a', ModelName: 'served', InstanceType: 'ml.t2.medium', InitialInstanceCount: 1 };
  const create = (more: object) =>
    call('sagemaker', 'CreateEndpointConfig', { EndpointConfigName: 'refused', ProductionVariants: [variant], ...more });

  it.each([
    [
      'asynchronous inference',
      { AsyncInferenceConfig: { OutputConfig: {} } },
      notServed('CreateEndpointConfig with AsyncInferenceConfig'),
    ],
    [
      'capture of data',
      {
        DataCaptureConfig: {
          EnableCapture: true,
          InitialSamplingPercentage: 1,
          DestinationS3Uri: 's3://bucket',
          CaptureOptions: [{ CaptureMode: 'Input' }],
        },
      },
      notServed('CreateEndpointConfig with DataCaptureConfig.EnableCapture'),
    ],
    ['shadow variants', { ShadowProductionVariants: [variant] }, notServed('CreateEndpointConfig with ShadowProductionVariants')],
    ['explanations', { ExplainerConfig: {} }, notServed('CreateEndpointConfig with ExplainerConfig')],
    [
      'a variant without a model',
      { ProductionVariants: [{ VariantName: 'a', InstanceType: 'ml.t2.medium' }] },
      notServed('CreateEndpointConfig for inference components (a variant without ModelName)'),
    ],
    [
      'one name for two variants',
      { ProductionVariants: [variant, variant] },
      refused('Production variant names must be unique. Duplicate: a'),
    ],
    [
      'a variant without an instance type',
      { ProductionVariants: [{ VariantName: 'a', ModelName: 'served' }] },
      refused('InstanceType must be specified for production variant a.'),
    ],
    [
      'a key that does not exist',
      { KmsKeyId: 'alias/nothing' },
      refused('The KMS key alias/nothing is not there, or not enabled.'),
    ],
  ])('refuses %s', async (_what, more, error) => {
    await expect(create(more)).rejects.toMatchObject(error);
    await expect(call('sagemaker', 'DescribeEndpointConfig', { EndpointConfigName: 'refused' })).rejects.toMatchObject(
      refused('Could not find endpoint configuration "arn:aws:sagemaker:us-east-1:000000000000:endpoint-config/refused".'),
    );
  });

  it('accepts an enabled key, and refuses it once it is disabled and refuses a name that is taken', async () => {
    const { KeyMetadata } = await call<{ KeyMetadata: { KeyId: string } }>('kms', 'CreateKey', {});
    const KmsKeyId = KeyMetadata.KeyId;
    await create({ EndpointConfigName: 'encrypted', KmsKeyId });
    await call('kms', 'DisableKey', { KeyId: KmsKeyId });

    expect(await call('sagemaker', 'DescribeEndpointConfig', { EndpointConfigName: 'encrypted' })).toMatchObject({
      KmsKeyId,
      ProductionVariants: [{ ...variant, InitialVariantWeight: 1 }],
      EnableNetworkIsolation: false,
    });
    await expect(create({ KmsKeyId })).rejects.toMatchObject(refused(`The KMS key ${KmsKeyId} is not there, or not enabled.`));
    await expect(create({ EndpointConfigName: 'ENCRYPTED' })).rejects.toMatchObject(
      refused(
        'Cannot create already existing endpoint configuration "arn:aws:sagemaker:us-east-1:000000000000:endpoint-config/encrypted".',
      ),
    );
  });
});

describe('CreateTrainingJob', () => {
  const source = (more: object = {}) => ({ S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://bucket/train', ...more } });
  const channel = (more: object = {}) => ({ InputDataConfig: [{ ChannelName: 'train', DataSource: source(), ...more }] });
  const request = {
    TrainingJobName: 'refused',
    RoleArn,
    AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
    OutputDataConfig: { S3OutputPath: 's3://bucket/models' },
    ResourceConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 },
    StoppingCondition: { MaxRuntimeInSeconds: 60 },
  };
  const notServedJob = (what: string) => notServed(`CreateTrainingJob with ${what}`);

  it.each([
    [
      'an algorithm by its name',
      { AlgorithmSpecification: { AlgorithmName: 'mine', TrainingInputMode: 'File' } },
      notServedJob('AlgorithmSpecification.AlgorithmName'),
    ],
    [
      'no image',
      { AlgorithmSpecification: { TrainingInputMode: 'File' } },
      refused('Either TrainingImage or AlgorithmName must be specified.'),
    ],
    [
      'groups of instances',
      {
        ResourceConfig: {
          VolumeSizeInGB: 1,
          InstanceGroups: [{ InstanceType: 'ml.m5.large', InstanceCount: 1, InstanceGroupName: 'g' }],
        },
      },
      notServedJob('ResourceConfig.InstanceGroups'),
    ],
    [
      'a model that is not compressed',
      { OutputDataConfig: { S3OutputPath: 's3://bucket/models', CompressionType: 'NONE' } },
      notServedJob('OutputDataConfig.CompressionType NONE'),
    ],
    [
      'rules of the debugger',
      { DebugRuleConfigurations: [{ RuleConfigurationName: 'r', RuleEvaluatorImage: IMAGE }] },
      notServedJob('DebugRuleConfigurations'),
    ],
    [
      'a channel from a file system',
      channel({
        DataSource: {
          FileSystemDataSource: {
            FileSystemId: 'fs-12345678901',
            FileSystemAccessMode: 'ro',
            FileSystemType: 'EFS',
            DirectoryPath: '/',
          },
        },
      }),
      notServedJob('a DataSource other than S3DataSource (channel train)'),
    ],
    [
      'an augmented manifest',
      channel({ DataSource: source({ S3DataType: 'AugmentedManifestFile' }) }),
      notServedJob('S3DataType AugmentedManifestFile (channel train)'),
    ],
    ['a channel that is a pipe', channel({ InputMode: 'Pipe' }), notServedJob('input mode Pipe (channel train)')],
    ['a compressed channel', channel({ CompressionType: 'Gzip' }), notServedJob('CompressionType Gzip (channel train)')],
    [
      'a channel outside S3',
      channel({ DataSource: source({ S3Uri: 'https://example.com' }) }),
      refused('S3Uri "https://example.com" of channel train must be of the form s3://bucket/prefix.'),
    ],
    [
      'an output outside S3',
      { OutputDataConfig: { S3OutputPath: 'https://example.com' } },
      refused('S3OutputPath "https://example.com" must be an S3 URI of the form s3://bucket/prefix.'),
    ],
    [
      'a wait without spot training',
      { StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 } },
      refused('MaxWaitTimeInSeconds can only be used with EnableManagedSpotTraining'),
    ],
    [
      'a wait that is shorter than the run',
      { EnableManagedSpotTraining: true, StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 59 } },
      refused('Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds'),
    ],
    [
      'a channel in a bucket that does not exist',
      channel(),
      refused(
        `No S3 objects found under S3 URL "s3://bucket/train" given in input data source. Please ensure that the bucket exists in the selected region (us-east-1), that objects exist under that S3 prefix, and that the role "${RoleArn}" has "s3:ListBucket" permissions on bucket "bucket".`,
      ),
    ],
  ])('refuses %s', async (_what, more, error) => {
    await expect(call('sagemaker', 'CreateTrainingJob', { ...request, ...more })).rejects.toMatchObject(error);
    expect(await call('sagemaker', 'ListTrainingJobs', {})).toMatchObject({ TrainingJobSummaries: [] });
  });
});

describe('CreateProcessingJob', () => {
  const S3Input = { S3Uri: 's3://bucket/in', LocalPath: '/opt/ml/processing/in', S3DataType: 'S3Prefix', S3InputMode: 'File' };
  const S3Output = { S3Uri: 's3://bucket/out', LocalPath: '/opt/ml/processing/out', S3UploadMode: 'EndOfJob' };
  const inputs = (...each: object[]) => ({
    ProcessingInputs: each.map((S3) => ({ InputName: 'i', S3Input: { ...S3Input, ...S3 } })),
  });
  const outputs = (...each: object[]) => ({
    ProcessingOutputConfig: { Outputs: each.map((more) => ({ OutputName: 'o', S3Output, ...more })) },
  });
  const cluster = (InstanceCount: number) => ({
    ProcessingResources: { ClusterConfig: { InstanceCount, InstanceType: 'ml.m5.large', VolumeSizeInGB: 1 } },
  });
  const request = { ProcessingJobName: 'refused', RoleArn, AppSpecification: { ImageUri: IMAGE }, ...cluster(1) };
  const notServedJob = (what: string) => notServed(`CreateProcessingJob with ${what}`);

  it.each([
    ['many hosts', cluster(2), notServedJob('ProcessingResources.ClusterConfig.InstanceCount greater than 1')],
    [
      'an input by its data set',
      { ProcessingInputs: [{ InputName: 'i', DatasetDefinition: {} }] },
      notServedJob('DatasetDefinition (input i)'),
    ],
    ['an input that is a pipe', inputs({ S3InputMode: 'Pipe' }), notServedJob('S3InputMode Pipe (input i)')],
    ['a compressed input', inputs({ S3CompressionType: 'Gzip' }), notServedJob('S3CompressionType Gzip (input i)')],
    [
      'an output to the feature store',
      outputs({ FeatureStoreOutput: { FeatureGroupName: 'g' } }),
      notServedJob('FeatureStoreOutput (output o)'),
    ],
    [
      'an output that is uploaded as it grows',
      outputs({ S3Output: { ...S3Output, S3UploadMode: 'Continuous' } }),
      notServedJob('S3UploadMode Continuous (output o)'),
    ],
    [
      'one name for two inputs',
      inputs({}, { LocalPath: '/opt/ml/processing/other' }),
      refused('The names of inputs must be unique. Duplicate: i'),
    ],
    [
      'an input outside S3',
      inputs({ S3Uri: 'https://example.com' }),
      refused('S3Uri "https://example.com" of input i must be of the form s3://bucket/prefix.'),
    ],
    ['one name for two outputs', outputs({}, {}), refused('The names of outputs must be unique. Duplicate: o')],
  ])('refuses %s', async (_what, more, error) => {
    await expect(call('sagemaker', 'CreateProcessingJob', { ...request, ...more })).rejects.toMatchObject(error);
    expect(await call('sagemaker', 'ListProcessingJobs', {})).toMatchObject({ ProcessingJobSummaries: [] });
  });
});

describe('an instance type that the region lacks', () => {
  const inStockholm = (operation: string, input: object): Promise<unknown> =>
    running.emulator.aws.call('sagemaker', operation, input, { caller: running.emulator.rootCaller, region: 'eu-north-1' });
  const unavailable = (resource: string) => ({
    code: 'ResourceLimitExceeded',
    message: `The requested resource ${resource} is not available in this region`,
  });

  it('starts no job', async () => {
    const instances = { InstanceCount: 1, InstanceType: 'ml.m4.xlarge', VolumeSizeInGB: 1 };

    await expect(
      inStockholm('CreateTrainingJob', {
        TrainingJobName: 'refused',
        RoleArn,
        AlgorithmSpecification: { TrainingImage: IMAGE, TrainingInputMode: 'File' },
        OutputDataConfig: { S3OutputPath: 's3://bucket/models' },
        ResourceConfig: instances,
        StoppingCondition: { MaxRuntimeInSeconds: 60 },
      }),
    ).rejects.toMatchObject(unavailable('training-job/ml.m4.xlarge'));
    await expect(
      inStockholm('CreateProcessingJob', {
        ProcessingJobName: 'refused',
        RoleArn,
        AppSpecification: { ImageUri: IMAGE },
        ProcessingResources: { ClusterConfig: instances },
      }),
    ).rejects.toMatchObject(unavailable('processing-job/ml.m4.xlarge'));
  });

  it('serves no endpoint', async () => {
    const variant = { VariantName: 'a', ModelName: 'served', InstanceType: 'ml.t2.medium', InitialInstanceCount: 1 };
    await inStockholm('CreateModel', { ModelName: 'served', ExecutionRoleArn: RoleArn, PrimaryContainer: { Image: IMAGE } });
    await inStockholm('CreateEndpointConfig', { EndpointConfigName: 'small', ProductionVariants: [variant] });

    await expect(inStockholm('CreateEndpoint', { EndpointName: 'small', EndpointConfigName: 'small' })).rejects.toMatchObject(
      unavailable('endpoint/ml.t2.medium'),
    );
    expect(await inStockholm('ListEndpoints', {})).toMatchObject({ Endpoints: [] });
  });
});

describe('an operation on a resource that does not exist', () => {
  const arn = (resource: string) => `arn:aws:sagemaker:us-east-1:000000000000:${resource}/nothing`;
  it.each([
    ['DeleteModel', { ModelName: 'nothing' }, `Could not find model "${arn('model')}".`],
    [
      'DeleteEndpointConfig',
      { EndpointConfigName: 'nothing' },
      `Could not find endpoint configuration "${arn('endpoint-config')}".`,
    ],
    ['DescribeEndpoint', { EndpointName: 'nothing' }, `Could not find endpoint "${arn('endpoint')}".`],
    ['StopTrainingJob', { TrainingJobName: 'nothing' }, 'Requested resource not found.'],
    ['StopProcessingJob', { ProcessingJobName: 'nothing' }, 'Could not find requested job with name: nothing'],
  ])('is refused by %s', async (operation, input, message) => {
    await expect(call('sagemaker', operation, input)).rejects.toMatchObject(refused(message));
  });
});
