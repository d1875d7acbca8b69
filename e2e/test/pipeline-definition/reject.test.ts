import { fail } from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';
import { FakePipelineAws } from './fake-pipeline-aws.ts';
import { ENDPOINT, named, runPipeline } from './run-pipeline.ts';

describe('the quality gate', () => {
  it('ends the execution in QualityGateFailed with metric, value and threshold, and sends them to the topic', async () => {
    const aws = new FakePipelineAws();
    aws.r2 = 0.42;

    const run = await runPipeline(aws);

    expect(run).toMatchObject({
      status: 'FAILED',
      error: 'QualityGateFailed',
      cause: 'The model was rejected: r2 is 0.42, the threshold is 0.7. Not good enough.',
    });
    const judged = run.events.find(({ stateExitedEventDetails }) => stateExitedEventDetails?.name === 'QualityGate');
    expect(JSON.parse(judged?.stateExitedEventDetails?.output ?? '')).toMatchObject({ Decision: 'REJECTED', Value: 0.42 });
    expect(aws.messages).toEqual([{ Subject: 'ML pipeline: QualityGateFailed', Message: expect.stringContaining('r2 is 0.42') }]);
  });

  it('makes no model of a rejected one, and leaves the endpoint as it is', async () => {
    const aws = new FakePipelineAws();
    aws.r2 = 0.42;
    aws.addEndpoint(ENDPOINT, 'former');

    await runPipeline(aws);

    expect(aws.calls.map(({ operation }) => operation)).toEqual([
      'createProcessingJob',
      'createTrainingJob',
      'createProcessingJob',
      'invoke',
      'publish',
    ]);
    expect(aws.endpoints.get(ENDPOINT)).toMatchObject({ status: 'InService', config: 'former' });
  });

  it("judges by the input's threshold rather than the stack's", async () => {
    const aws = new FakePipelineAws();
    aws.r2 = 0.6;

    expect(await runPipeline(aws, { ModelPerformanceThreshold: 0.6 })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await runPipeline(aws, { ModelPerformanceThreshold: 0.61 }, named('run-2'))).toMatchObject({
      error: 'QualityGateFailed',
    });
  });

  it('is not confused with a function that fails', async () => {
    const aws = new FakePipelineAws();
    const cause = '{"errorType":"Error","errorMessage":"The report is not JSON","trace":[]}';
    aws.faults.set('QualityGate', Array(9).fill(fail('Error', cause)));

    expect(await runPipeline(aws)).toMatchObject({
      error: 'QualityGateLambdaFailed',
      cause: 'QualityGateLambda: The report is not JSON (Error)',
    });
  });
});
