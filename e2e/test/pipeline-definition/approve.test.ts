import type { PipelineOutput } from '@stepmaker/asl/pipeline';
import { describe, expect, it } from 'vitest';
import { FakePipelineAws } from './fake-pipeline-aws.ts';
import { ENDPOINT, named, runPipeline, statesOf } from './run-pipeline.ts';

describe('an execution whose model is good enough', () => {
  it('goes through every step in order, with no input at all', async () => {
    const aws = new FakePipelineAws();

    const run = await runPipeline(aws);

    expect(run).toMatchObject({ status: 'SUCCEEDED' });
    expect(statesOf(run)).toEqual([
      'ValidateInput',
      'InputIsValid',
      'Prepare',
      'Preprocess',
      'Train',
      'Evaluate',
      'QualityGate',
      'ModelIsGoodEnough',
      'ReadSchema',
      'Deploy',
      'Notify',
      'Ended',
      'Done',
    ]);
    const waits = ['WaitForDeployment', 'DescribeDeployment', 'DeploymentServes'];
    expect(run.deployments.map((each) => statesOf(each).filter((state) => !waits.includes(state)))).toEqual([
      [
        'ValidateInput',
        'InputIsValid',
        'Prepare',
        'CreateModel',
        'CreateEndpointConfig',
        'FindEndpoint',
        'EndpointExists',
        'CreateEndpoint',
        'SmokeTestIsWanted',
        'SmokeTest',
        'EndpointAnswers',
        'Done',
      ],
    ]);
  });

  it('gives what was made, and leaves exactly that', async () => {
    const aws = new FakePipelineAws();

    const output = (await runPipeline(aws)).output as unknown as PipelineOutput;

    expect(output).toMatchObject({ EndpointName: ENDPOINT, EndpointAction: 'CREATED', SmokeTestPrediction: 21.5 });
    expect(output.Verdict).toMatchObject({ Decision: 'APPROVED', Metric: 'r2', Value: 0.9, Threshold: 0.7 });
    expect([...aws.models.keys()]).toEqual([output.ModelName]);
    expect([...aws.configs]).toEqual([[output.EndpointConfigName, output.ModelName]]);
    expect(aws.endpoints.get(ENDPOINT)).toMatchObject({ status: 'InService', config: output.EndpointConfigName });
    expect([...aws.jobs]).toEqual([
      `processing ${output.PreprocessingJobName}`,
      `training ${output.TrainingJobName}`,
      `processing ${output.EvaluationJobName}`,
    ]);
    expect(output.ModelDataUrl).toContain(`/${output.TrainingJobName}/output/model.tar.gz`);
    expect(output.EvaluationUri).toMatch(/^s3:\/\/bucket\/evaluation\/[^/]+\/$/);
    expect(aws.messages).toEqual([
      { Subject: 'ML pipeline: model deployed', Message: expect.stringContaining(`${ENDPOINT} serves ${output.ModelName}`) },
    ]);
  });

  it('updates the endpoint that is there, and says so', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(ENDPOINT, 'former');

    const output = (await runPipeline(aws)).output as unknown as PipelineOutput;

    expect(output.EndpointAction).toBe('UPDATED');
    expect(aws.endpoints.get(ENDPOINT)).toMatchObject({ status: 'InService', config: output.EndpointConfigName });
    expect(aws.callsOf('createEndpoint')).toEqual([]);
    expect([...aws.configs.keys()]).toEqual(['former', output.EndpointConfigName]);
  });

  it('creates its endpoint though the names of others contain its name', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(`${ENDPOINT}-2`, 'other');
    aws.addEndpoint(`my-${ENDPOINT}`, 'other');

    expect((await runPipeline(aws)).output).toMatchObject({ EndpointAction: 'CREATED' });
    expect(aws.endpoints.get(`${ENDPOINT}-2`)).toMatchObject({ config: 'other' });
  });

  it('hands each step what the one before made', async () => {
    const aws = new FakePipelineAws();

    await runPipeline(aws, {}, named('run-1'));

    const [preprocess, evaluate] = aws.callsOf('createProcessingJob').map(({ input }) => JSON.stringify(input));
    const train = JSON.stringify(aws.callsOf('createTrainingJob')[0]?.input);
    const data = /s3:\/\/bucket\/processed-data\/run-1-[a-z0-9]+/.exec(preprocess ?? '')?.[0];
    expect(preprocess).toContain(
      `"S3Output":{"S3Uri":"${data}","LocalPath":"/opt/ml/processing/output","S3UploadMode":"EndOfJob"}`,
    );
    expect(train).toContain(
      `"ChannelName":"train","DataSource":{"S3DataSource":{"S3DataType":"S3Prefix","S3Uri":"${data}/train"}}`,
    );
    expect(train).toContain(`"S3OutputPath":"${data?.replace('processed-data', 'model-artifacts')}"`);
    expect(evaluate).toContain(`"S3Uri":"${data}/test","LocalPath":"/opt/ml/processing/input/test"`);
    expect(evaluate).toContain(`/output/model.tar.gz","LocalPath":"/opt/ml/processing/input/model"`);
    expect(evaluate).toContain(
      `"S3Uri":"${data?.replace('processed-data', 'evaluation')}","LocalPath":"/opt/ml/processing/output/evaluation"`,
    );
    expect(aws.callsOf('invoke')[0]?.input['Payload']).toEqual({
      Bucket: 'bucket',
      EvaluationKey: `${data?.replace('s3://bucket/processed-data', 'evaluation')}/evaluation.json`,
      VerdictKey: `${data?.replace('s3://bucket/processed-data', 'evaluation')}/verdict.json`,
      Metric: 'r2',
      Threshold: 0.7,
    });
  });

  it('tags everything it makes with the stack and the run', async () => {
    const aws = new FakePipelineAws();

    await runPipeline(aws, {}, named('run-1'));

    const made = aws.calls.filter(({ operation }) => operation.startsWith('create'));
    expect(made).toHaveLength(6);
    for (const { input } of made) {
      expect(input['Tags']).toEqual([
        { Key: 'stepmaker:stack', Value: 'houses' },
        { Key: 'stepmaker:execution', Value: expect.stringMatching(/^run-1-[a-z0-9]+$/) },
      ]);
    }
  });
});
