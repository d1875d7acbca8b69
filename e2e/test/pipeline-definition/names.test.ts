import { fail, type Json } from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';
import { FakePipelineAws, SAGEMAKER_NAME } from './fake-pipeline-aws.ts';
import { named, runPipeline } from './run-pipeline.ts';

/** The recipe's input. */
const RECIPE: Json = {
  PreprocessingJobName: 'preprocessing-1700000000',
  TrainingJobName: 'training-1700000000',
  ModelName: 'model-1700000000',
  EndpointConfigName: 'endpoint-config-1700000000',
  EndpointName: 'endpoint-1700000000',
};

/** Every name that was given to something, in order. */
function namesOf(aws: FakePipelineAws): readonly string[] {
  const members = ['ProcessingJobName', 'TrainingJobName', 'ModelName', 'EndpointConfigName'];
  return aws.calls
    .filter(({ operation }) => operation.startsWith('create') && operation !== 'createEndpoint')
    .flatMap(({ input }) => members.flatMap((member) => (input[member] as string | undefined) ?? []));
}

describe('the names of what an execution makes', () => {
  it("begin with the input's, and the endpoint's is exactly that", async () => {
    const aws = new FakePipelineAws();

    const run = await runPipeline(aws, RECIPE);

    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { EndpointName: 'endpoint-1700000000' } });
    expect(namesOf(aws)).toEqual([
      expect.stringMatching(/^preprocessing-1700000000-/),
      expect.stringMatching(/^training-1700000000-/),
      expect.stringMatching(/^evaluate-training-1700000000-/),
      expect.stringMatching(/^model-1700000000-/),
      expect.stringMatching(/^endpoint-config-1700000000-/),
    ]);
  });

  it('say what they are for without an input', async () => {
    const aws = new FakePipelineAws();

    await runPipeline(aws);

    expect(namesOf(aws).map((name) => name.split('-')[0])).toEqual(['preprocess', 'train', 'evaluate', 'model', 'config']);
  });

  it.each([
    ['an execution name of 80 characters with dots and underscores', {}, `${'a_very.long-name_'.repeat(4)}${'x'.repeat(12)}`],
    ['a given name of 200 characters', { TrainingJobName: 'n'.repeat(200), ModelName: 'm'.repeat(200) }, 'run'],
    ['a given name that is cut at a hyphen', { TrainingJobName: `${'n'.repeat(39)}-${'n'.repeat(20)}` }, 'run'],
    ['a given name with blanks, slashes and umlauts', { TrainingJobName: ' //Häuser & Höfe_1/ ', ModelName: '--1--' }, 'run'],
    ['an execution name in another script', {}, 'ausführung-運行'],
    ['an execution name with nothing that SageMaker takes', {}, '運行'],
  ])('are what SageMaker takes, with %s', async (_, input, executionName) => {
    const aws = new FakePipelineAws();

    const run = await runPipeline(aws, input, named(executionName));

    expect(run.status).toBe('SUCCEEDED');
    for (const name of namesOf(aws)) expect(name).toMatch(SAGEMAKER_NAME);
    for (const { input } of aws.callsOf('createModel')) {
      expect(input['Tags']).toEqual([
        expect.anything(),
        { Key: 'stepmaker:execution', Value: expect.stringMatching(/^[a-zA-Z0-9-]{1,50}$/) },
      ]);
    }
  });

  it('differ between retries, so that no retry meets a name that is taken', async () => {
    const aws = new FakePipelineAws();
    const throttled = fail('SageMaker.AmazonSageMakerException', 'Rate exceeded');
    for (const state of ['Preprocess', 'Train', 'Evaluate', 'CreateModel', 'CreateEndpointConfig'])
      aws.faults.set(state, [throttled, throttled]);

    const run = await runPipeline(aws);

    expect(run.status).toBe('SUCCEEDED');
    expect(namesOf(aws)).toHaveLength(15);
    expect(new Set(namesOf(aws)).size).toBe(15);
    expect(run.output).toMatchObject({ ModelName: [...aws.models.keys()][0], EndpointConfigName: [...aws.configs.keys()][0] });
  });

  it('keep their capitals, though SageMaker writes ARNs in lower case', async () => {
    const aws = new FakePipelineAws();
    aws.answer = () => fail('SageMakerRuntime.ModelErrorException', 'no');

    const run = await runPipeline(aws, { ModelName: 'MyModel', EndpointConfigName: 'MyConfig', EndpointName: 'MyEndpoint' });

    expect(namesOf(aws).slice(3)).toEqual([expect.stringMatching(/^MyModel-/), expect.stringMatching(/^MyConfig-/)]);
    expect(run).toMatchObject({ error: 'SmokeTestFailed' });
    expect(aws.endpoints.size + aws.configs.size + aws.models.size).toBe(0);
  });

  it('differ between executions with the same input, and between executions of one name at different times', async () => {
    const aws = new FakePipelineAws();

    const runs = [
      await runPipeline(aws, RECIPE, named('run-1')),
      await runPipeline(aws, RECIPE, named('run-2')),
      await runPipeline(aws, RECIPE, { ...named('run-1'), startTime: new Date('2026-04-01T00:00:00Z') }),
    ];

    expect(runs.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
    expect(new Set(namesOf(aws)).size).toBe(15);
    expect(aws.callsOf('createEndpoint')).toHaveLength(1);
    expect(aws.callsOf('updateEndpoint')).toHaveLength(2);
  });

  it('differ after a redrive', async () => {
    const first = new FakePipelineAws();
    const second = new FakePipelineAws();

    await runPipeline(first, RECIPE, named('run-1'));
    await runPipeline(second, RECIPE, { init: { ...named('run-1').init, redriveCount: 1 } });

    expect(namesOf(second)).toHaveLength(5);
    expect(namesOf(first).filter((name) => namesOf(second).includes(name))).toEqual([]);
  });

  it('have a hash that distinguishes executions with neighbouring names', async () => {
    const aws = new FakePipelineAws();
    aws.r2 = -1;
    const ids = new Set<string>();
    for (let index = 0; index < 300; index += 1) await runPipeline(aws, {}, named(`execution-${index}`));
    for (const { input } of aws.callsOf('createTrainingJob'))
      ids.add((input['TrainingJobName'] as string).split('-')[1] as string);

    expect(ids.size).toBe(300);
  });
});
