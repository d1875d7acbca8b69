import { pipelineDefinition, substitute, validatePipelineInput } from '@stepmaker/asl/pipeline';
import type { Json } from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';
import { FakePipelineAws, type Parameters } from './fake-pipeline-aws.ts';
import { runPipeline, values } from './run-pipeline.ts';

async function callsWith(input: Json): Promise<{
  preprocess: Parameters;
  train: Parameters;
  evaluate: Parameters;
  config: Parameters;
}> {
  const aws = new FakePipelineAws();
  expect(await runPipeline(aws, input)).toMatchObject({ status: 'SUCCEEDED' });
  const [preprocess, evaluate] = aws.callsOf('createProcessingJob').map(({ input }) => input);
  const train = aws.callsOf('createTrainingJob')[0]?.input;
  const config = aws.callsOf('createEndpointConfig')[0]?.input;
  return { preprocess, train, evaluate, config } as Awaited<ReturnType<typeof callsWith>>;
}

/** The hyperparameters by which the container runs our script. */
const SCRIPT_MODE = { sagemaker_program: 'train.py', sagemaker_submit_directory: '/opt/ml/input/data/code' };

const inputNames = (parameters: Parameters) =>
  (parameters['ProcessingInputs'] as { InputName: string; S3Input: { S3Uri: string } }[]).map(({ InputName, S3Input }) => [
    InputName,
    S3Input.S3Uri,
  ]);

describe("the pipeline's input", () => {
  it('may be empty: the data are what is in raw-data/, the rest is the stack’s', async () => {
    const { preprocess, train, evaluate, config } = await callsWith({});

    expect(inputNames(preprocess)).toEqual([
      ['code', 's3://bucket/code/v1/'],
      ['data', 's3://bucket/raw-data/'],
    ]);
    expect(preprocess['AppSpecification']).toMatchObject({ ContainerArguments: ['--seed', '42'] });
    expect(preprocess['ProcessingResources']).toEqual({
      ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 20 },
    });
    expect(preprocess['StoppingCondition']).toEqual({ MaxRuntimeInSeconds: 3600 });
    expect(train).toMatchObject({
      HyperParameters: { seed: '42', ...SCRIPT_MODE },
      ResourceConfig: { InstanceType: 'ml.m5.xlarge' },
      EnableManagedSpotTraining: false,
      StoppingCondition: { MaxRuntimeInSeconds: 3600 },
    });
    expect(train['StoppingCondition']).not.toHaveProperty('MaxWaitTimeInSeconds');
    expect(evaluate['AppSpecification']).toMatchObject({ ContainerArguments: ['--seed', '42'] });
    expect(config['ProductionVariants']).toMatchObject([{ InstanceType: 'ml.t2.medium', InitialInstanceCount: 1 }]);
  });

  it.each([
    ['eu-north-1', 'ml.m5.large'],
    ['eu-west-1', 'ml.t2.medium'],
  ])('leaves the instance type of the endpoint to the region where the stack names none: %s', async (region, instanceType) => {
    const aws = new FakePipelineAws();
    const stateMachineArn = `arn:aws:states:${region}:123456789012:stateMachine:pipeline`;
    const definition = substitute(pipelineDefinition, { ...values, EndpointInstanceType: '' });

    const run = await runPipeline(aws, {}, { init: { stateMachineArn } }, definition);

    expect(run).toMatchObject({ status: 'SUCCEEDED' });
    expect(aws.callsOf('createEndpointConfig')[0]?.input).toMatchObject({
      ProductionVariants: [{ InstanceType: instanceType }],
    });
  });

  it('says which data, which target, which test set', async () => {
    const { preprocess } = await callsWith({
      DatasetUri: 's3://other/houses.csv',
      TestDatasetUri: 's3://other/test/',
      TargetColumn: 'sale price',
      Seed: 7,
    });

    expect(inputNames(preprocess)).toEqual([
      ['code', 's3://bucket/code/v1/'],
      ['data', 's3://other/houses.csv'],
      ['test', 's3://other/test/'],
    ]);
    expect(preprocess['AppSpecification']).toMatchObject({ ContainerArguments: ['--seed', '7', '--target', 'sale price'] });
  });

  it('hands hyperparameters on as SageMaker wants them: texts', async () => {
    const { train } = await callsWith({
      HyperParameters: { model: 'random_forest', n_estimators: 50, rate: 0.1, warm: true },
      Seed: 7,
    });

    expect(train['HyperParameters']).toEqual({
      ...SCRIPT_MODE,
      seed: '7',
      model: 'random_forest',
      n_estimators: '50',
      rate: '0.1',
      warm: 'true',
    });
  });

  it('lets a hyperparameter seed win, and takes no hyperparameters at all', async () => {
    expect((await callsWith({ HyperParameters: { seed: '9' } })).train['HyperParameters']).toEqual({ ...SCRIPT_MODE, seed: '9' });
    expect((await callsWith({ HyperParameters: {} })).train['HyperParameters']).toEqual({ ...SCRIPT_MODE, seed: '42' });
  });

  it('asks for spot capacity with a longer wait and a place for checkpoints', async () => {
    const { train } = await callsWith({ UseSpotTraining: true, MaxRuntimeInSeconds: 600 });

    expect(train).toMatchObject({
      EnableManagedSpotTraining: true,
      StoppingCondition: { MaxRuntimeInSeconds: 600, MaxWaitTimeInSeconds: 1200 },
      CheckpointConfig: { S3Uri: expect.stringMatching(/^s3:\/\/bucket\/checkpoints\/[^/]+$/) },
    });
  });

  it('names instance types', async () => {
    const { train, config } = await callsWith({ TrainingInstanceType: 'ml.c5.4xlarge', EndpointInstanceType: 'ml.m5.large' });

    expect(train['ResourceConfig']).toMatchObject({ InstanceType: 'ml.c5.4xlarge' });
    expect(config['ProductionVariants']).toMatchObject([{ InstanceType: 'ml.m5.large' }]);
  });

  it('may have null for none, and what Step Functions puts into the inputs of nested executions', async () => {
    const { preprocess, train } = await callsWith({
      DatasetUri: null,
      TargetColumn: null,
      HyperParameters: null,
      UseSpotTraining: null,
      TrainingJobName: null,
      AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: 'arn:aws:states:us-east-1:123456789012:execution:outer:1',
    });

    expect(inputNames(preprocess)[1]).toEqual(['data', 's3://bucket/raw-data/']);
    expect(train['HyperParameters']).toEqual({ ...SCRIPT_MODE, seed: '42' });
  });
});

const GOOD: readonly Json[] = [
  { TrainingJobName: 'ä1' },
  { EndpointName: 'a' },
  { EndpointName: 'a'.repeat(63) },
  { EndpointName: 'a--b' },
  { DatasetUri: 's3://my.bucket' },
  { DatasetUri: 's3://bucket/raw-data/', TestDatasetUri: 's3://other/test.csv' },
  { TargetColumn: '*?"\'' },
  { HyperParameters: Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`h${index}`, index])) },
  { ModelPerformanceThreshold: 1 },
  { ModelPerformanceThreshold: -1000 },
  { ModelPerformanceThreshold: 0 },
  { ModelPerformanceThreshold: 1e-9 },
  { HyperParameters: { a: '[1, {"b": null}]', 'c "d\\': -1.5e-7, e: '' } },
  { Seed: 0 },
  { Seed: 999999999 },
  { MaxRuntimeInSeconds: 60 },
  { MaxRuntimeInSeconds: 99999 },
  { UseSpotTraining: false },
];

const BAD: readonly (readonly [Json, string])[] = [
  ['text', '$: must be a JSON object; {} will do'],
  [[], '$: must be a JSON object; {} will do'],
  [null, '$: must be a JSON object; {} will do'],
  [7, '$: must be a JSON object; {} will do'],
  [{ TrainingJobName: '' }, 'TrainingJobName: must be text with a letter or digit, was '],
  [{ ModelName: '---' }, 'ModelName: must be text with a letter or digit, was ---'],
  [{ PreprocessingJobName: 5 }, 'PreprocessingJobName: must be text with a letter or digit, was 5'],
  [{ EndpointConfigName: ['a'] }, 'EndpointConfigName: must be text with a letter or digit, was ["a"]'],
  [{ EndpointName: 'my_endpoint' }, 'EndpointName: must be 1 to 63 letters, digits and inner hyphens, was my_endpoint'],
  [{ EndpointName: 'a'.repeat(64) }, `EndpointName: must be 1 to 63 letters, digits and inner hyphens, was ${'a'.repeat(64)}`],
  [{ EndpointName: 'a-' }, 'EndpointName: must be 1 to 63 letters, digits and inner hyphens, was a-'],
  [{ DatasetUri: 'houses.csv' }, 'DatasetUri: must be an S3 URI such as s3://bucket/data.csv, was houses.csv'],
  [{ DatasetUri: 's3://B_/x' }, 'DatasetUri: must be an S3 URI such as s3://bucket/data.csv, was s3://B_/x'],
  [{ TestDatasetUri: { a: 1 } }, 'TestDatasetUri: must be an S3 URI such as s3://bucket/data.csv, was {"a":1}'],
  [{ TargetColumn: '' }, 'TargetColumn: must be text of 1 to 256 characters, was '],
  [{ TargetColumn: 'x'.repeat(257) }, `TargetColumn: must be text of 1 to 256 characters, was ${'x'.repeat(80)}`],
  [{ HyperParameters: 'a=1' }, 'HyperParameters: must be an object of at most 99 texts, numbers and booleans, was a=1'],
  [{ HyperParameters: [1] }, 'HyperParameters: must be an object of at most 99 texts, numbers and booleans, was [1]'],
  [
    { HyperParameters: { a: null } },
    'HyperParameters: must be an object of at most 99 texts, numbers and booleans, was {"a":null}',
  ],
  [
    { HyperParameters: { a: 1, b: [1] } },
    'HyperParameters: must be an object of at most 99 texts, numbers and booleans, was {"a":1,"b":[1]}',
  ],
  [{ ModelPerformanceThreshold: '0.7' }, 'ModelPerformanceThreshold: must be a number up to 1, was 0.7'],
  [{ ModelPerformanceThreshold: 1.01 }, 'ModelPerformanceThreshold: must be a number up to 1, was 1.01'],
  [{ Seed: 1.5 }, 'Seed: must be a whole number from 0 to 999999999, was 1.5'],
  [{ Seed: -1 }, 'Seed: must be a whole number from 0 to 999999999, was -1'],
  [{ Seed: 1000000000 }, 'Seed: must be a whole number from 0 to 999999999, was 1000000000'],
  [{ MaxRuntimeInSeconds: 59 }, 'MaxRuntimeInSeconds: must be a whole number from 60 to 99999, was 59'],
  [{ TrainingInstanceType: 'm5.large' }, 'TrainingInstanceType: must be an instance type such as ml.m5.large, was m5.large'],
  [{ EndpointInstanceType: 5 }, 'EndpointInstanceType: must be an instance type such as ml.m5.large, was 5'],
  [{ UseSpotTraining: 'yes' }, 'UseSpotTraining: must be true or false, was yes'],
  [{ TraningJobName: 'a' }, 'TraningJobName: is not known; check its spelling'],
  [
    { Seed: 'a', ModelName: 'fine', UseSpotTraining: 1 },
    'Seed: must be a whole number from 0 to 999999999, was a; UseSpotTraining: must be true or false, was 1',
  ],
];

describe('the validation of the input', () => {
  it.each(BAD)('refuses %j before anything is paid for', async (input, cause) => {
    const aws = new FakePipelineAws();

    expect(await runPipeline(aws, input)).toMatchObject({ status: 'FAILED', error: 'InvalidPipelineInput', cause });
    expect(aws.calls).toEqual([]);
  });

  it.each(BAD)('says of %j the same before the call as in the machine', (input, cause) => {
    expect(
      validatePipelineInput(input)
        .map(({ path, message }) => `${path}: ${message}`)
        .join('; '),
    ).toBe(cause);
  });

  it.each(GOOD)('accepts %j, before the call and in the machine', async (input) => {
    expect(validatePipelineInput(input)).toEqual([]);
    const aws = new FakePipelineAws();
    aws.r2 = 1;
    expect(await runPipeline(aws, input)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each([
    [{ DatasetUri: 's3://foreign/houses.csv' }, 'DatasetUri: must be in a bucket of DataArns'],
    [{ TestDatasetUri: 's3://foreign' }, 'TestDatasetUri: must be in a bucket of DataArns'],
    // Jobs list the bucket, and read objects: they may only list this one.
    [{ DatasetUri: 's3://listed-only/houses.csv' }, 'DatasetUri: must be in a bucket of DataArns'],
    // A part of another bucket's name.
    [{ DatasetUri: 's3://ther/houses.csv' }, 'DatasetUri: must be in a bucket of DataArns'],
    [{ DatasetUri: 's3://othe/houses.csv' }, 'DatasetUri: must be in a bucket of DataArns'],
  ])('refuses data that jobs may not read before anything is paid for: %j', async (input, cause) => {
    const aws = new FakePipelineAws();

    expect(await runPipeline(aws, input)).toMatchObject({ status: 'FAILED', error: 'InvalidPipelineInput', cause });
    expect(aws.calls).toEqual([]);
  });
});
