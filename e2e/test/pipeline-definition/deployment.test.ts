import { validateDeploymentInput } from '@stepmaker/asl/pipeline';
import { fail, type Json } from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';
import { FakePipelineAws } from './fake-pipeline-aws.ts';
import { ENDPOINT, named, runDeployment, runPipeline, statesOf } from './run-pipeline.ts';

const INPUT = {
  ModelDataUrl: 's3://bucket/model-artifacts/run-1/output/model.tar.gz',
  EndpointName: ENDPOINT,
  EndpointInstanceType: 'ml.m5.large',
} as const;

/** The request that the fake endpoint accepts. */
const SmokeTestRequest = { instances: [{ crim: null, zn: null }] };

describe('the deployment machine alone', () => {
  it('deploys any model archive, under names of its execution, without a smoke test where none is asked for', async () => {
    const aws = new FakePipelineAws();

    const run = await runDeployment(aws, INPUT, named('rollout', 'deployment'));

    expect(run).toMatchObject({ status: 'SUCCEEDED' });
    expect(run.output).toEqual({
      EndpointName: ENDPOINT,
      EndpointAction: 'CREATED',
      EndpointConfigName: expect.stringMatching(/^config-[a-z0-9]+$/),
      FormerConfigName: null,
      ModelName: expect.stringMatching(/^model-[a-z0-9]+$/),
      Prediction: null,
    });
    expect(aws.callsOf('createModel')[0]?.input).toMatchObject({
      PrimaryContainer: { ModelDataUrl: INPUT.ModelDataUrl },
      Tags: [
        { Key: 'stepmaker:stack', Value: 'houses' },
        { Key: 'stepmaker:execution', Value: expect.stringMatching(/^rollout-[a-z0-9]+$/) },
      ],
    });
    expect(aws.callsOf('invokeEndpoint')).toEqual([]);
  });

  it('uses given names exactly, and reports the former configuration and the prediction', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(ENDPOINT, 'former');

    const run = await runDeployment(aws, { ...INPUT, ModelName: 'houses-7', EndpointConfigName: 'houses-c-7', SmokeTestRequest });

    expect(run.output).toEqual({
      EndpointName: ENDPOINT,
      EndpointAction: 'UPDATED',
      EndpointConfigName: 'houses-c-7',
      FormerConfigName: 'former',
      ModelName: 'houses-7',
      Prediction: 21.5,
    });
  });

  it("adds the stack's tag to given tags, so that destroying the stack finds what was made", async () => {
    const aws = new FakePipelineAws();

    await runDeployment(aws, {
      ...INPUT,
      Tags: [
        { Key: 'team', Value: 'ml' },
        { Key: 'stepmaker:stack', Value: 'another' },
      ],
    });

    for (const { input } of aws.calls.filter(({ operation }) => operation.startsWith('create')))
      expect(input['Tags']).toEqual([
        { Key: 'stepmaker:stack', Value: 'houses' },
        { Key: 'team', Value: 'ml' },
      ]);
  });

  it('accepts an empty list of tags', async () => {
    const aws = new FakePipelineAws();

    expect(await runDeployment(aws, { ...INPUT, Tags: [] })).toMatchObject({ status: 'SUCCEEDED' });
    expect(aws.callsOf('createModel')[0]?.input['Tags']).toEqual([{ Key: 'stepmaker:stack', Value: 'houses' }]);
  });

  it('rolls back and ends with SmokeTestFailed where the answer is not a prediction', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(ENDPOINT, 'former');
    aws.answer = () => ({ Body: 'no', ContentType: 'text/plain' });

    const run = await runDeployment(aws, { ...INPUT, SmokeTestRequest });

    expect(run).toMatchObject({ error: 'SmokeTestFailed', cause: 'SmokeTest: the endpoint answered no' });
    expect(aws.endpoints.get(ENDPOINT)).toMatchObject({ status: 'InService', config: 'former' });
  });
});

const BAD: readonly (readonly [Json, string])[] = [
  [{}, 'ModelDataUrl: is required; EndpointName: is required; EndpointInstanceType: is required'],
  [{ ...INPUT, ModelDataUrl: null }, 'ModelDataUrl: is required'],
  [[], '$: must be a JSON object; {} will do'],
  [
    { ...INPUT, ModelDataUrl: 'model.tar.gz' },
    'ModelDataUrl: must be an S3 URI such as s3://bucket/model.tar.gz, was model.tar.gz',
  ],
  [{ ...INPUT, EndpointName: 'a_b' }, 'EndpointName: must be 1 to 63 letters, digits and inner hyphens, was a_b'],
  [{ ...INPUT, EndpointInstanceType: 'm5' }, 'EndpointInstanceType: must be an instance type such as ml.m5.large, was m5'],
  [
    { ...INPUT, ModelName: 'a'.repeat(56) },
    `ModelName: must be 1 to 55 letters, digits and inner hyphens, was ${'a'.repeat(56)}`,
  ],
  [{ ...INPUT, Tags: { team: 'ml' } }, 'Tags: must be a list of at most 48 tags with Key and Value, was {"team":"ml"}'],
  [{ ...INPUT, Tags: [{ key: 'a' }] }, 'Tags: must be a list of at most 48 tags with Key and Value, was [{"key":"a"}]'],
  [{ ...INPUT, SmokeTestRequest: '{}' }, 'SmokeTestRequest: must be an object such as {"instances": [{"rooms": 4}]}, was {}'],
  [{ ...INPUT, Modelname: 'a' }, 'Modelname: is not known; check its spelling'],
];

const GOOD: readonly Json[] = [
  INPUT,
  { ...INPUT, ModelName: null, Tags: null, SmokeTestRequest: null },
  { ...INPUT, Tags: [{ Key: 'a', Value: '' }] },
  { ...INPUT, AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: 'arn:aws:states:us-east-1:123456789012:execution:outer:1' },
];

describe('the validation of the deployment input', () => {
  it.each(BAD)('rejects %j before anything is made', async (input, cause) => {
    const aws = new FakePipelineAws();

    expect(await runDeployment(aws, input)).toMatchObject({ status: 'FAILED', error: 'InvalidDeploymentInput', cause });
    expect(aws.calls).toEqual([]);
  });

  it.each(BAD)('gives the same message for %j before the call as in the machine', (input, cause) => {
    expect(
      validateDeploymentInput(input)
        .map(({ path, message }) => `${path}: ${message}`)
        .join('; '),
    ).toBe(cause);
  });

  it.each(GOOD)('accepts %j, before the call and in the machine', async (input) => {
    expect(validateDeploymentInput(input)).toEqual([]);
    expect(await runDeployment(new FakePipelineAws(), input)).toMatchObject({ status: 'SUCCEEDED' });
  });
});

describe('the Deploy state of the pipeline', () => {
  it('names the nested execution after the run, and links it to its own execution', async () => {
    const aws = new FakePipelineAws();

    await runPipeline(aws, {}, named('run-1'));

    expect(aws.callsOf('startExecution').map(({ input }) => input)).toEqual([
      {
        StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:deployment',
        Name: expect.stringMatching(/^run-1-[a-z0-9]+-0-0$/),
        Input: expect.objectContaining({
          EndpointName: ENDPOINT,
          SmokeTestRequest,
          AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: 'arn:aws:states:us-east-1:123456789012:execution:pipeline:run-1',
        }),
      },
    ]);
  });

  it('starts the nested execution again under another name where it could not be started', async () => {
    const aws = new FakePipelineAws();
    aws.faults.set('Deploy', [fail('StepFunctions.ExecutionLimitExceededException', 'The maximum number of running executions')]);

    expect(await runPipeline(aws, {}, named('run-1'))).toMatchObject({ status: 'SUCCEEDED' });
    expect(aws.callsOf('startExecution').map(({ input }) => String(input['Name']).slice(-4))).toEqual(['-0-0', '-0-1']);
  });

  it.each([
    [
      'the error and the cause of the nested execution',
      fail(
        'States.TaskFailed',
        JSON.stringify({ Error: 'SmokeTestFailed', Cause: 'SmokeTest: it said "no"\nand ended', Status: 'FAILED' }),
      ),
      { error: 'SmokeTestFailed', cause: 'SmokeTest: it said "no" and ended' },
    ],
    [
      'how the nested execution ended where it has no error',
      fail('States.TaskFailed', JSON.stringify({ Status: 'ABORTED', Input: '{"Error":"not this"}' })),
      { error: 'DeploymentFailed', cause: 'Deployment: the deployment execution ended as ABORTED' },
    ],
    [
      'why the nested execution was not started',
      fail('StepFunctions.AWSStepFunctionsException', 'not authorized to perform: states:StartExecution'),
      {
        error: 'DeploymentFailed',
        cause: 'Deployment: not authorized to perform: states:StartExecution (StepFunctions.AWSStepFunctionsException)',
      },
    ],
  ])('reports %s', async (_, failure, expected) => {
    const aws = new FakePipelineAws();
    aws.faults.set('Deploy', Array(9).fill(failure));

    const run = await runPipeline(aws);

    expect(run).toMatchObject({ status: 'FAILED', ...expected });
    expect(aws.messages).toMatchObject([{ Subject: `ML pipeline: ${expected.error}` }]);
  });

  it('continues a deployment that was stopped half-way: a redrive starts a new nested execution, which finds the endpoint', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(ENDPOINT, 'half-deployed', 'Creating', 3, { status: 'InService', config: 'half-deployed' });

    const run = await runPipeline(aws, {}, { init: { ...named('run-1').init, redriveCount: 1 } });

    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { EndpointAction: 'UPDATED' } });
    expect(aws.callsOf('startExecution')[0]?.input['Name']).toMatch(/^run-1-[a-z0-9]+-1-0$/);
    expect(run.deployments.flatMap(statesOf)).toContain('WaitForEndpoint');
  });
});
