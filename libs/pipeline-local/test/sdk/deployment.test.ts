import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalPipeline, startLocal } from '../../src/start-local.ts';

let local: LocalPipeline;
let modelDataUrl: string;
let endpointName: string;

beforeAll(async () => {
  local = await startLocal();
  const run = await local.pipeline.startExecution({ Seed: 7 });
  const { ModelDataUrl, EndpointName } = await run.result();
  modelDataUrl = ModelDataUrl;
  endpointName = EndpointName;
});
afterAll(() => local[Symbol.asyncDispose]());

describe('deployModel', () => {
  it('updates the endpoint of the stack to a model that exists, and says so', async () => {
    const deployment = await local.pipeline.deployModel({ ModelDataUrl: modelDataUrl }, { name: 'again' });

    expect(await deployment.result()).toMatchObject({
      EndpointName: endpointName,
      EndpointAction: 'UPDATED',
      FormerConfigName: expect.stringMatching(/^config-/),
      Prediction: null,
    });
    expect(await deployment.describe()).toMatchObject({
      status: 'SUCCEEDED',
      name: 'again',
      input: { ModelDataUrl: modelDataUrl, EndpointInstanceType: 'ml.t2.medium' },
    });
  });

  it('gives the same execution for the same name and input, and refuses another input', async () => {
    const { executionArn } = await local.pipeline.deployModel({ ModelDataUrl: modelDataUrl }, { name: 'again' });

    expect(executionArn).toMatch(/:execution:ml-pipeline-deployment-[0-9a-f]+:again$/);
    await expect(
      local.pipeline.deployModel({ ModelDataUrl: modelDataUrl, EndpointName: 'other' }, { name: 'again' }),
    ).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
  });

  it('rolls back an endpoint that does not answer the request, and gives the reason', async () => {
    const deployment = await local.pipeline.deployModel({
      ModelDataUrl: modelDataUrl,
      EndpointName: 'fresh',
      SmokeTestRequest: { instances: [{ unknown: 1 }] },
    });

    await expect(deployment.result()).rejects.toMatchObject({
      name: 'ExecutionFailedError',
      error: 'SmokeTestFailed',
      stateName: 'SmokeTest',
      failureCause: expect.stringContaining('the model takes 13 values'),
    });
    await expect(local.pipeline.endpoint('fresh').describe()).rejects.toThrow('fresh');
  });

  it.each([
    [{ ModelDataUrl: 'model.tar.gz' }, 'ModelDataUrl: must be an S3 URI'],
    [
      { ModelDataUrl: 's3://bucket/model.tar.gz', EndpointNam: 'x' },
      'EndpointNam: is not known; check its spelling; did you mean EndpointName?',
    ],
  ])('refuses %j before anything is started', async (input, message) => {
    await expect(local.pipeline.deployModel(input as never)).rejects.toThrow(message);
  });
});
