import { fail, type Json } from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';
import { FakePipelineAws } from './fake-pipeline-aws.ts';
import { deployed, deployedDeployment, ENDPOINT, runPipeline, statesOf } from './run-pipeline.ts';

const refused = fail('SageMaker.AmazonSageMakerException', 'Access denied (Service: AmazonSageMaker; Status Code: 400)');

/** How Step Functions reports a job that failed: the whole description, as text. */
function failedJob(description: Json): ReturnType<typeof fail> {
  return fail('States.TaskFailed', JSON.stringify(description));
}

/** What is left of an execution: nothing, when clean-up has done its work. */
function leftOf({ models, configs, endpoints }: FakePipelineAws) {
  return { models: [...models.keys()], configs: [...configs.keys()], endpoints: [...endpoints.keys()] };
}

const NOTHING = { models: [], configs: [], endpoints: [] };

/** Each step that can fail on the way to a new endpoint, and the error that the execution then ends in. */
const STEPS = [
  ['Preprocess', 'PreprocessingFailed', 'Preprocessing'],
  ['Train', 'TrainingFailed', 'Training'],
  ['Evaluate', 'EvaluationFailed', 'Evaluation'],
  ['QualityGate', 'QualityGateLambdaFailed', 'QualityGateLambda'],
  ['CreateModel', 'DeploymentFailed', 'Deployment'],
  ['CreateEndpointConfig', 'DeploymentFailed', 'Deployment'],
  ['FindEndpoint', 'DeploymentFailed', 'Deployment'],
  ['CreateEndpoint', 'DeploymentFailed', 'Deployment'],
  ['ReadSchema', 'DeploymentFailed', 'Deployment'],
  ['SmokeTest', 'SmokeTestFailed', 'SmokeTest'],
] as const;

describe('an execution of which a step fails', () => {
  it.each(STEPS)(
    'in %s ends in %s with the cause, sends a message to the topic, and leaves nothing behind',
    async (state, error, step) => {
      const aws = new FakePipelineAws();
      aws.faults.set(state, Array(4).fill(refused));

      const run = await runPipeline(aws);

      const cause = `${step}: Access denied (Service: AmazonSageMaker; Status Code: 400) (SageMaker.AmazonSageMakerException)`;
      expect(run).toMatchObject({ status: 'FAILED', error, cause });
      expect(aws.messages).toEqual([{ Subject: `ML pipeline: ${error}`, Message: expect.stringContaining(cause) }]);
      expect(leftOf(aws)).toEqual(NOTHING);
    },
  );

  it.each(STEPS)('in %s once, for a moment, tries again and succeeds', async (state) => {
    const aws = new FakePipelineAws();
    aws.faults.set(state, [fail('ThrottlingException', 'Rate exceeded')]);

    expect(await runPipeline(aws)).toMatchObject({ status: 'SUCCEEDED' });
    expect(aws.calls.filter((call) => call.from === state)).toHaveLength(2);
  });

  it.each(STEPS)('in %s gives up after three more attempts, soon enough for a person to wait for it', async (state) => {
    const aws = new FakePipelineAws();
    aws.looks = 0;
    aws.faults.set(state, Array(99).fill(refused));

    const run = await runPipeline(aws);

    expect(aws.calls.filter((call) => call.from === state).length).toBeGreaterThanOrEqual(4);
    expect(run.durationSeconds).toBeLessThanOrEqual(20);
  });
});

describe('the cause of a failure', () => {
  it('is what the processing script wrote', async () => {
    const aws = new FakePipelineAws();
    aws.faults.set('Preprocess', [
      failedJob({
        ProcessingJobName: 'preprocess-1',
        ExitMessage: 'houses.csv line 3: "3 values"\nwhere the header has 4',
        FailureReason: 'AlgorithmError: See job logs for more information',
      }),
    ]);

    expect(await runPipeline(aws)).toMatchObject({
      error: 'PreprocessingFailed',
      cause: 'Preprocessing: houses.csv line 3: "3 values" where the header has 4 (States.TaskFailed)',
    });
  });

  it('is the job’s reason when the script wrote nothing', async () => {
    const aws = new FakePipelineAws();
    aws.faults.set('Evaluate', [failedJob({ ExitMessage: '', FailureReason: 'ClientError: no such image' })]);

    expect(await runPipeline(aws)).toMatchObject({ cause: 'Evaluation: ClientError: no such image (States.TaskFailed)' });
  });

  it('is the training script’s reason, also where the JSON has blanks', async () => {
    const aws = new FakePipelineAws();
    const cause = JSON.stringify({ FailureReason: 'AlgorithmError: unknown model crystal_ball, exit code: 1' }, null, 2);
    aws.faults.set('Train', [fail('States.TaskFailed', cause)]);

    expect(await runPipeline(aws)).toMatchObject({
      error: 'TrainingFailed',
      cause: 'Training: AlgorithmError: unknown model crystal_ball, exit code: 1 (States.TaskFailed)',
    });
  });

  it.each([
    ['no cause', undefined],
    ['a cause that only begins as JSON', '{"FailureReason":'],
  ])('is reported unchanged with %s', async (_, cause) => {
    const aws = new FakePipelineAws();
    aws.faults.set('Train', [fail('States.TaskFailed', cause)]);

    expect(await runPipeline(aws)).toMatchObject({
      error: 'TrainingFailed',
      cause: `Training: ${cause ?? ''} (States.TaskFailed)`,
    });
  });

  it('is reported when the message about it cannot be sent', async () => {
    const aws = new FakePipelineAws();
    aws.faults.set('Train', [failedJob({ FailureReason: 'AlgorithmError: no' })]);
    aws.faults.set('Notify', Array(99).fill(fail('SNS.AmazonSNSException', 'Topic does not exist')));

    expect(await runPipeline(aws)).toMatchObject({
      error: 'TrainingFailed',
      cause: 'Training: AlgorithmError: no (States.TaskFailed)',
    });
  });

  it('does not occur when only the message about the success cannot be sent', async () => {
    const aws = new FakePipelineAws();
    aws.faults.set('Notify', Array(99).fill(fail('SNS.AmazonSNSException', 'Topic does not exist')));

    expect(await runPipeline(aws)).toMatchObject({ status: 'SUCCEEDED', output: { EndpointName: ENDPOINT } });
  });
});

describe('a job', () => {
  it('whose script fails is not paid for twice', async () => {
    const aws = new FakePipelineAws();
    aws.faults.set('Train', [failedJob({ FailureReason: 'AlgorithmError: exit code 1' })]);

    await runPipeline(aws);

    expect(aws.callsOf('createTrainingJob')).toHaveLength(1);
  });

  it.each([
    ['Preprocess', failedJob({ FailureReason: 'CapacityError: Unable to provision requested ML compute capacity.' })],
    ['Train', failedJob({ FailureReason: 'InternalServerError: We encountered an internal error. Please try again.' })],
    [
      'Evaluate',
      fail('SageMaker.ResourceLimitExceededException', "The account-level service limit 'ml.m5.large' is 2 Instances"),
    ],
  ])('that finds no capacity in %s is run again under another name, at most five times more', async (state, failure) => {
    const patient = new FakePipelineAws();
    patient.faults.set(state, Array(5).fill(failure));
    const hopeless = new FakePipelineAws();
    hopeless.faults.set(state, Array(6).fill(failure));

    const run = await runPipeline(patient);

    expect(run.status).toBe('SUCCEEDED');
    const names = patient.calls
      .filter((call) => call.from === state)
      .map(({ input }) => input['ProcessingJobName'] ?? input['TrainingJobName']);
    expect(new Set(names).size).toBe(6);
    expect(run.durationSeconds).toBeGreaterThan(5);
    expect(run.durationSeconds).toBeLessThan(30 * (1 + 2 + 4 + 8 + 16) + 30);
    expect(statesOf(run).filter((name) => name === 'Preprocess')).toHaveLength(state === 'Preprocess' ? 6 : 1);
    expect(await runPipeline(hopeless)).toMatchObject({ status: 'FAILED' });
    expect(hopeless.calls.filter((call) => call.from === state)).toHaveLength(6);
  });
});

describe('a limit that waiting does not change', () => {
  it.each([
    [
      'a quota of 0',
      "The account-level service limit 'ml.m5.large for training job usage' is 0 Instances, with current utilization of 0 Instances",
    ],
    ['a region without the instance type', 'The requested resource training-job/ml.m4.xlarge is not available in this region'],
  ])('ends the execution at once: %s', async (_, cause) => {
    const aws = new FakePipelineAws();
    aws.faults.set('Train', [fail('SageMaker.ResourceLimitExceededException', cause)]);

    const run = await runPipeline(aws);

    expect(run).toMatchObject({ error: 'TrainingFailed', cause: expect.stringContaining(cause) });
    expect(aws.callsOf('createTrainingJob')).toHaveLength(1);
  });

  it('is waited for when the quota is used up for now', async () => {
    const aws = new FakePipelineAws();
    const cause =
      "The account-level service limit 'ml.m5.large for training job usage' is 10 Instances, with current utilization of 10 Instances";
    aws.faults.set('Train', [fail('SageMaker.ResourceLimitExceededException', cause)]);

    expect(await runPipeline(aws)).toMatchObject({ status: 'SUCCEEDED' });
    expect(aws.callsOf('createTrainingJob')).toHaveLength(2);
  });

  it('is not met again by a second CreateEndpoint', async () => {
    const aws = new FakePipelineAws();
    const cause =
      "The account-level service limit 'ml.t2.medium for endpoint usage' is 0 Instances, with current utilization of 0 Instances";
    aws.faults.set('CreateEndpoint', [fail('SageMaker.ResourceLimitExceededException', cause)]);

    const run = await runPipeline(aws);

    expect(run).toMatchObject({ error: 'DeploymentFailed', cause: expect.stringContaining(cause) });
    expect(aws.callsOf('createEndpoint')).toHaveLength(1);
  });
});

describe('every task of both machines', () => {
  const tasks = [deployed, deployedDeployment].flatMap(({ States }) =>
    Object.entries(States).flatMap(([name, state]) => (state.Type === 'Task' ? [[name, state] as const] : [])),
  );

  it.each(tasks)('%s retries with full jitter, and never lets an error out', (_, { Retry, Catch }) => {
    expect(Retry?.length).toBeGreaterThan(0);
    for (const retrier of Retry ?? []) expect(retrier.JitterStrategy).toBe('FULL');
    expect(Catch?.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
  });

  it('does not retry a job or a deployment that failed', () => {
    for (const [, state] of tasks.filter(([, { Resource }]) => Resource.includes('.sync'))) {
      for (const { ErrorEquals } of state.Retry ?? []) {
        expect(ErrorEquals).not.toContain('States.TaskFailed');
        expect(ErrorEquals).not.toContain('States.ALL');
      }
    }
  });
});
