import { ApplicationAutoScalingClient, DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import type { ModelError } from '@aws-sdk/client-sagemaker-runtime';
import { EndpointClient, explainError, type Instance } from '@stepmaker/pipeline-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalPipeline, startLocal } from '../../src/start-local.ts';

const HOUSE = [0.02729, 0.0, 7.07, 0, 0.469, 7.185, 61.1, 4.9671, 2, 242, 17.8, 392.83, 4.03];
const COLUMNS = ['crim', 'zn', 'indus', 'chas', 'nox', 'rm', 'age', 'dis', 'rad', 'tax', 'ptratio', 'b', 'lstat'];
const byName = Object.fromEntries(COLUMNS.map((name, index) => [name, HOUSE[index]]));

let local: LocalPipeline;
let endpointName: string;
let endpoint: EndpointClient;

beforeAll(async () => {
  local = await startLocal();
  ({ EndpointName: endpointName } = await (await local.pipeline.startExecution()).result());
  endpoint = local.endpoint(endpointName);
});
afterAll(() => local[Symbol.asyncDispose]());

describe('predict', () => {
  it('takes rows and objects, in every form with the same answer', async () => {
    const [price] = await endpoint.predict([HOUSE]);

    expect(price).toBeTypeOf('number');
    expect(await endpoint.predict([byName, byName])).toEqual([price, price]);
    for (const contentType of ['text/csv', 'application/x-npy'] as const)
      expect(await local.pipeline.endpoint(endpointName, { contentType }).predict([HOUSE, HOUSE])).toEqual([price, price]);
    expect(await local.pipeline.endpoint(endpointName, { contentType: 'text/csv' }).predict([byName])).toEqual([price]);
  });

  it('takes null for a missing value, alike in every form', async () => {
    const gaps = [null, ...HOUSE.slice(1)];
    const [price] = await endpoint.predict([gaps]);

    for (const contentType of ['text/csv', 'application/x-npy'] as const)
      expect(await local.pipeline.endpoint(endpointName, { contentType }).predict([gaps])).toEqual([price]);
  });

  it.each(['application/json', 'text/csv', 'application/x-npy'] as const)(
    'shows the container’s own status and words for a wrong number of values, as %s',
    async (contentType) => {
      const error = await local.pipeline
        .endpoint(endpointName, { contentType })
        .predict([HOUSE.slice(1)])
        .catch((thrown: unknown) => thrown);

      expect(error).toMatchObject({ name: 'ModelError', OriginalStatusCode: 400 });
      expect((error as ModelError).OriginalMessage).toContain('the model takes 13 values: crim, zn');
      expect(explainError(error)).toMatch(/^The model answered 400: instances\[0\]: 12 given; the model takes 13 values: crim,/);
    },
  );

  it('names the column that is missing', async () => {
    const { lstat: _, ...without } = byName;

    await expect(endpoint.predict([without])).rejects.toThrow('no lstat');
  });

  it('keeps the order of many, in batches', async () => {
    const houses = Array.from({ length: 250 }, (_, index): Instance => HOUSE.with(12, 1 + (index % 37)));
    const one = await endpoint.predict(houses);

    expect(await endpoint.predictMany(houses, { batchSize: 20, concurrency: 4 })).toEqual(one);
    const each: number[] = [];
    for await (const price of endpoint.predictEach(houses.values(), { batchSize: 99 })) each.push(price);
    expect(each).toEqual(one);
  });

  it('refuses all of many for one that is wrong, and says which', async () => {
    const houses: Instance[] = [HOUSE, HOUSE, HOUSE.slice(2)];

    await expect(endpoint.predictMany(houses, { batchSize: 1 })).rejects.toMatchObject({ name: 'ModelError' });
  });

  it('reaches a variant by name', async () => {
    const { invokedProductionVariant } = await endpoint.invoke(JSON.stringify({ instances: [HOUSE] }), {
      targetVariant: 'AllTraffic',
    });

    expect(invokedProductionVariant).toBe('AllTraffic');
    await expect(endpoint.predict([HOUSE], { targetVariant: 'AllTrafic' })).rejects.toThrow(
      /not found; did you mean AllTraffic\?$/,
    );
  });

  it('streams an answer', async () => {
    const { body, contentType } = await endpoint.invokeStream(JSON.stringify({ instances: [HOUSE] }));
    const texts: string[] = [];
    for await (const part of body) texts.push(new TextDecoder().decode(part));

    expect(contentType).toBe('application/json');
    expect(JSON.parse(texts.join(''))).toEqual({ predictions: await endpoint.predict([HOUSE]) });
  });
});

describe('the endpoint', () => {
  it('is described', async () => {
    expect(await endpoint.describe()).toMatchObject({
      endpointName,
      status: 'InService',
      variants: [{ variantName: 'AllTraffic', currentInstanceCount: 1 }],
    });
    expect(await endpoint.waitUntilInService()).toMatchObject({ status: 'InService' });
  });

  it('has its number of instances follow the load, and no more', async () => {
    const client = new ApplicationAutoScalingClient(local.clientConfig);
    const targets = async (): Promise<unknown> =>
      (await client.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'sagemaker' }))).ScalableTargets;

    await endpoint.enableAutoscaling({ minCapacity: 1, maxCapacity: 3, invocationsPerInstance: 100 });
    expect(await targets()).toMatchObject([{ ResourceId: `endpoint/${endpointName}/variant/AllTraffic`, MaxCapacity: 3 }]);

    await endpoint.disableAutoscaling();
    expect(await targets()).toEqual([]);
    await expect(endpoint.disableAutoscaling()).resolves.toBeUndefined();
    client.destroy();
  });

  it('is named where there is none of the name that was given', async () => {
    const wrong = local.endpoint(`${endpointName.slice(0, -1)}_`.replace('_', 'x'));

    await expect(wrong.predict([HOUSE])).rejects.toThrow(`did you mean ${endpointName}?`);
    await expect(wrong.describe()).rejects.toThrow(`did you mean ${endpointName}?`);
  });

  it('is gone once deleted, and never becomes InService while it is deleted', async () => {
    await endpoint.delete();

    await expect(endpoint.waitUntilInService({ pollIntervalMillis: 20 })).rejects.toThrow(
      /is Deleting|There are no endpoints in this region\./,
    );
    await expect(endpoint.predict([HOUSE])).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('bad surroundings', () => {
  it('are reported in plain words: no network', async () => {
    const nowhere = new EndpointClient({ ...local.clientConfig, endpoint: 'http://127.0.0.1:1', endpointName });

    const error = await nowhere.predict([HOUSE]).catch((thrown: unknown) => thrown);

    expect(explainError(error)).toBe(
      'No connection to 127.0.0.1:1 (ECONNREFUSED). Nothing listens there: is it running, and are endpoint and AWS_ENDPOINT_URL right?',
    );
  });

  it('are reported in plain words: expired credentials', async () => {
    const expired = Object.assign(new Error('The security token included in the request is expired'), {
      name: 'ExpiredTokenException',
    });

    expect(explainError(expired)).toContain('The AWS credentials have expired');
  });
});
