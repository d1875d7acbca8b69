import type { PipelineOutput } from '@stepmaker/asl/pipeline';
import { fail } from '@stepmaker/asl-interpreter';
import { describe, expect, it } from 'vitest';
import { FakePipelineAws } from './fake-pipeline-aws.ts';
import { ENDPOINT, named, type PipelineRun, runPipeline } from './run-pipeline.ts';

const broken = fail('SageMakerRuntime.ModelErrorException', 'Received server error (500) from primary');

/** The waits of the deployment, in seconds, as they were spent. */
function waitsOf({ deployments }: PipelineRun): readonly number[] {
  return deployments.flatMap(({ events }) => {
    const entered = events.filter(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name.startsWith('WaitFor'));
    return entered.map(({ id, timestamp, stateEnteredEventDetails }) => {
      const exited = events.find(
        (event) => event.id > id && event.stateExitedEventDetails?.name === stateEnteredEventDetails?.name,
      );
      return ((exited?.timestamp ?? 0) - timestamp) / 1000;
    });
  });
}

/** How often waiting began anew: each time with two waits of one second. */
function phasesOf(run: PipelineRun): number {
  return waitsOf(run).filter((seconds) => seconds === 1).length / 2;
}

describe('waiting for the endpoint', () => {
  it('looks after 1, 1, 2, 4, 8, 16, 30, 30 … seconds', async () => {
    const aws = new FakePipelineAws();
    aws.looks = 8;

    const run = await runPipeline(aws);

    expect(run.status).toBe('SUCCEEDED');
    expect(waitsOf(run)).toEqual([1, 1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it('looks at an endpoint that is ready after one second, since it may still show its former state before', async () => {
    const aws = new FakePipelineAws();
    aws.looks = 0;

    const run = await runPipeline(aws);

    expect(run).toMatchObject({ status: 'SUCCEEDED', durationSeconds: 1 });
    expect(waitsOf(run)).toEqual([1]);
  });

  it('ends after half an hour, and waits again as long to delete what was begun', async () => {
    const aws = new FakePipelineAws();
    aws.looks = 80;

    const run = await runPipeline(aws);

    expect(run).toMatchObject({ status: 'FAILED', error: 'DeploymentFailed' });
    expect(run.cause).toMatch(/^Deployment: the endpoint houses-endpoint is Creating with config-\S+ after 18\d\d seconds$/);
    expect(run.cause).not.toContain('rollback');
    expect(aws.endpoints.size + aws.configs.size + aws.models.size).toBe(0);
  });

  it('says which endpoint is left when even that does not end', async () => {
    const aws = new FakePipelineAws();
    aws.looks = 10_000;

    const run = await runPipeline(aws);

    expect(run).toMatchObject({ status: 'FAILED', error: 'DeploymentFailed' });
    expect(run.cause).toMatch(/; the rollback is not complete: the endpoint houses-endpoint is Creating /);
    expect([...aws.endpoints.keys()]).toEqual([ENDPOINT]);
    expect(aws.callsOf('deleteEndpointConfig')).toEqual([]);
    expect(run.durationSeconds).toBeLessThan(2 * 1900);
  });
});

describe('the patience with an endpoint', () => {
  it('begins anew when a failed one was deleted and the new one is made', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(ENDPOINT, 'former', 'Failed');
    aws.looks = 60;

    const run = await runPipeline(aws);

    expect(run.status).toBe('SUCCEEDED');
    expect(phasesOf(run)).toBe(2);
    expect(run.durationSeconds).toBeGreaterThan(1900);
  });

  it('begins anew after waiting for another deployment', async () => {
    const aws = new FakePipelineAws();
    aws.looks = 60;
    aws.addEndpoint(ENDPOINT, 'former', 'Updating', 60, { status: 'InService', config: 'former' });

    const run = await runPipeline(aws);

    expect(run.status).toBe('SUCCEEDED');
    expect(run.durationSeconds).toBeGreaterThan(3000);
  });

  it('begins anew for undoing, and for restoring', async () => {
    const aws = new FakePipelineAws();
    aws.looks = 60;
    aws.addEndpoint(ENDPOINT, 'former');
    aws.answer = () => broken;

    const run = await runPipeline(aws);

    expect(run.cause).not.toContain('rollback');
    expect(aws.endpoints.get(ENDPOINT)).toMatchObject({ status: 'InService', config: 'former' });
    expect(phasesOf(run)).toBe(2);
  });

  it('begins anew for restoring after an update that came too late', async () => {
    const aws = new FakePipelineAws();
    aws.looks = 110;
    aws.addEndpoint(ENDPOINT, 'former');
    aws.cannotServe = (config) => {
      if (config === 'former') aws.looks = 40;
      return false;
    };

    const run = await runPipeline(aws);

    expect(run).toMatchObject({ error: 'DeploymentFailed', cause: expect.not.stringContaining('rollback') });
    expect(aws.endpoints.get(ENDPOINT)).toMatchObject({ status: 'InService', config: 'former' });
    expect(aws.callsOf('updateEndpoint')).toHaveLength(2);
  });

  it('begins anew for deleting', async () => {
    const aws = new FakePipelineAws();
    aws.looks = 60;
    aws.answer = () => broken;

    const run = await runPipeline(aws);

    expect(run.cause).not.toContain('rollback');
    expect(aws.endpoints.size + aws.configs.size + aws.models.size).toBe(0);
    expect(phasesOf(run)).toBe(2);
  });
});

describe('a new endpoint', () => {
  it('that fails is deleted, with its configuration and model; the cause has SageMaker’s reason', async () => {
    const aws = new FakePipelineAws();
    aws.cannotServe = () => true;

    const run = await runPipeline(aws);

    expect(run).toMatchObject({ status: 'FAILED', error: 'DeploymentFailed' });
    expect(run.cause).toContain('the endpoint houses-endpoint is Failed with config-');
    expect(run.cause).toContain('The container did not pass the ping health check.');
    expect(aws.endpoints.size + aws.configs.size + aws.models.size).toBe(0);
  });

  it('that does not answer is deleted too', async () => {
    const aws = new FakePipelineAws();
    aws.answer = () => broken;

    expect(await runPipeline(aws)).toMatchObject({
      error: 'SmokeTestFailed',
      cause: 'SmokeTest: Received server error (500) from primary (SageMakerRuntime.ModelErrorException)',
    });
    expect(aws.endpoints.size + aws.configs.size + aws.models.size).toBe(0);
  });

  it.each([
    ['no JSON', '<html>'],
    ['no predictions', '{"prediction":[1]}'],
    ['no number', '{"predictions":["NaN"]}'],
    ['nothing', '{"predictions":[]}'],
  ])('that answers with %s has not passed', async (_, Body) => {
    const aws = new FakePipelineAws();
    aws.answer = () => ({ Body, ContentType: 'application/json' });

    expect(await runPipeline(aws)).toMatchObject({
      error: 'SmokeTestFailed',
      cause: `SmokeTest: the endpoint answered ${Body}`,
    });
    expect(aws.endpoints.size).toBe(0);
  });

  it('whose creation was answered with an error, but happened, is found and deleted', async () => {
    const aws = new FakePipelineAws();
    const create = aws.task;
    const lossy: typeof aws.task = (parameters, call) => {
      const answer = create(parameters, call);
      return call.action === 'createEndpoint' ? fail('SageMaker.AmazonSageMakerException', 'Connection reset') : answer;
    };

    expect(await runPipeline(aws, {}, { tasks: lossy })).toMatchObject({ error: 'DeploymentFailed' });
    expect(aws.endpoints.size + aws.configs.size + aws.models.size).toBe(0);
  });

  it('is not touched when another execution was faster in creating it', async () => {
    const aws = new FakePipelineAws();
    const create = aws.task;
    const raced: typeof aws.task = (parameters, call) => {
      if (call.action === 'createEndpoint' && aws.endpoints.size === 0) aws.addEndpoint(ENDPOINT, 'theirs');
      return create(parameters, call);
    };

    expect(await runPipeline(aws, {}, { tasks: raced })).toMatchObject({
      error: 'DeploymentFailed',
      cause: expect.stringContaining('Cannot create already existing endpoint'),
    });
    expect(aws.endpoints.get(ENDPOINT)).toMatchObject({ status: 'InService', config: 'theirs' });
    expect([...aws.configs.keys()]).toEqual(['theirs']);
  });
});

describe('an endpoint that was there before', () => {
  it('gets its former configuration back when the new model does not answer', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(ENDPOINT, 'former');
    aws.answer = (config) => (config === 'former' ? { Body: '{"predictions":[1]}' } : broken);

    const run = await runPipeline(aws);

    expect(run).toMatchObject({ status: 'FAILED', error: 'SmokeTestFailed' });
    expect(run.cause).not.toContain('rollback');
    expect(aws.endpoints.get(ENDPOINT)).toMatchObject({ status: 'InService', config: 'former' });
    expect([...aws.configs.keys()]).toEqual(['former']);
    expect([...aws.models.keys()]).toEqual(['model-of-former']);
    expect(aws.callsOf('updateEndpoint')).toHaveLength(2);
    expect(aws.callsOf('deleteEndpoint')).toEqual([]);
  });

  it('stays in service when SageMaker rolls an update back, and the cause says so', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(ENDPOINT, 'former');
    aws.cannotServe = (config) => config !== 'former';

    const run = await runPipeline(aws);

    expect(run).toMatchObject({ status: 'FAILED', error: 'DeploymentFailed' });
    expect(run.cause).toContain(
      'Deployment: SageMaker rolled the update back: the endpoint houses-endpoint is InService with former after',
    );
    expect(aws.callsOf('updateEndpoint')).toHaveLength(1);
    expect([...aws.configs.keys()]).toEqual(['former']);
  });

  it('is left as it is, with what it may use, when the former configuration cannot be restored', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(ENDPOINT, 'former');
    aws.answer = () => broken;
    aws.cannotServe = (config) => config === 'former';

    const run = await runPipeline(aws);

    expect(run.error).toBe('SmokeTestFailed');
    expect(run.cause).toMatch(
      /^SmokeTest: Received server error.*; the rollback is not complete: the endpoint houses-endpoint is InService with config-/,
    );
    expect(aws.endpoints.get(ENDPOINT)?.config).toMatch(/^config-/);
    expect(aws.callsOf('deleteEndpointConfig')).toEqual([]);
    expect(aws.callsOf('deleteEndpoint')).toEqual([]);
  });

  it('is left as it is when the restoring call is refused', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(ENDPOINT, 'former');
    aws.answer = () => broken;
    aws.faults.set('RestoreEndpoint', Array(9).fill(fail('SageMaker.AmazonSageMakerException', 'No quota left')));

    const run = await runPipeline(aws);

    expect(run.error).toBe('SmokeTestFailed');
    expect(run.cause).toContain('; the rollback is not complete: No quota left (SageMaker.AmazonSageMakerException)');
    expect(aws.callsOf('deleteEndpointConfig')).toEqual([]);
    expect(aws.messages).toHaveLength(1);
  });

  it('is waited for while another deployment is under way', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(ENDPOINT, 'former', 'Updating', 3, { status: 'InService', config: 'theirs' });
    aws.configs.set('theirs', 'model-of-former');

    const run = await runPipeline(aws);

    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { EndpointAction: 'UPDATED' } });
    expect(waitsOf(run)).toEqual([1, 1, 2, 1, 1, 2]);
  });

  it('that stays busy for too long is not touched', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(ENDPOINT, 'former', 'Updating', 10_000, { status: 'InService', config: 'former' });

    const run = await runPipeline(aws);

    expect(run).toMatchObject({ status: 'FAILED', error: 'DeploymentFailed' });
    expect(run.cause).toContain('the endpoint houses-endpoint is Updating with former after');
    expect([...aws.configs.keys()]).toEqual(['former']);
    expect(aws.callsOf('updateEndpoint')).toEqual([]);
    expect(aws.callsOf('deleteEndpoint')).toEqual([]);
  });

  it('is deleted and made anew when it had failed: SageMaker allows nothing else', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(ENDPOINT, 'former', 'Failed');

    const run = await runPipeline(aws);

    expect(run).toMatchObject({ status: 'SUCCEEDED', output: { EndpointAction: 'CREATED' } });
    expect(aws.callsOf('createEndpoint')).toHaveLength(1);
    expect((run.output as unknown as PipelineOutput).EndpointConfigName).toBe(aws.endpoints.get(ENDPOINT)?.config);
  });

  it('is updated again by the next execution', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(ENDPOINT, 'former');
    await runPipeline(aws, {}, named('run-1'));

    expect(await runPipeline(aws, {}, named('run-2'))).toMatchObject({
      status: 'SUCCEEDED',
      output: { EndpointAction: 'UPDATED' },
    });
  });

  it('that somebody deletes meanwhile is a failure, and nothing of this execution stays', async () => {
    const aws = new FakePipelineAws();
    aws.addEndpoint(ENDPOINT, 'former');
    const original = aws.task;
    const deleted: typeof aws.task = (parameters, call) => {
      const answer = original(parameters, call);
      if (call.action === 'updateEndpoint') aws.endpoints.delete(ENDPOINT);
      return answer;
    };

    const run = await runPipeline(aws, {}, { tasks: deleted });

    expect(run).toMatchObject({
      status: 'FAILED',
      error: 'DeploymentFailed',
      cause: expect.stringContaining('Could not find endpoint'),
    });
    expect([...aws.configs.keys()]).toEqual(['former']);
  });
});

describe('the rollback', () => {
  it('continues with the model when the configuration cannot be deleted, and the first cause stays', async () => {
    const aws = new FakePipelineAws();
    aws.faults.set('FindEndpoint', Array(4).fill(fail('ThrottlingException', 'Rate exceeded')));
    aws.faults.set('DeleteEndpointConfig', Array(4).fill(fail('ThrottlingException', 'Rate exceeded')));
    aws.faults.set('DeleteModel', Array(4).fill(fail('ThrottlingException', 'Rate exceeded')));

    expect(await runPipeline(aws)).toMatchObject({
      error: 'DeploymentFailed',
      cause: 'Deployment: Rate exceeded (ThrottlingException)',
    });
    expect(aws.callsOf('deleteModel')).toHaveLength(4);
    expect(aws.messages).toHaveLength(1);
  });

  it('never runs twice for one failure: the endpoint that cannot be looked at is left, with what it may use', async () => {
    const aws = new FakePipelineAws();
    aws.answer = () => broken;
    aws.faults.set('DescribeChangedEndpoint', Array(99).fill(fail('SageMaker.SageMakerException', 'Access denied')));

    const run = await runPipeline(aws);

    expect(run.cause).toMatch(/^SmokeTest: Received.*; the rollback is not complete: Access denied/);
    expect([...aws.endpoints.keys()]).toEqual([ENDPOINT]);
    expect(aws.callsOf('deleteEndpointConfig')).toEqual([]);
  });
});
