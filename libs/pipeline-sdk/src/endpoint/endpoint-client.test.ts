import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { awsError, inTurn, ScriptedClient } from '../../test/scripted-client.ts';
import { EndpointClient } from './endpoint-client.ts';

/** A client of SageMaker Runtime with one answer for each call. */
function runtimeWith(...answers: readonly object[]): ScriptedClient & SageMakerRuntimeClient {
  return new ScriptedClient({ InvokeEndpoint: inTurn(...answers) }) as ScriptedClient & SageMakerRuntimeClient;
}

const json = (value: object): object => ({ Body: new TextEncoder().encode(JSON.stringify(value)) });
const retry = { baseDelayMillis: 1 };

describe('EndpointClient.predict', () => {
  it('repeats a call when the model is not ready or AWS throttles', async () => {
    const client = runtimeWith(awsError('ModelNotReadyException'), awsError('ThrottlingException'), json({ predictions: [1] }));
    const endpoint = new EndpointClient({ endpointName: 'e', clients: { sagemakerRuntime: client }, retry });

    expect(await endpoint.predict([[1]])).toEqual([1]);
    expect(client.sent).toHaveLength(3);
  });

  it.each(['ModelError', 'InternalFailure', 'ServiceUnavailable'])('does not repeat a call after %s', async (name) => {
    const client = runtimeWith(awsError(name));
    const endpoint = new EndpointClient({ endpointName: 'e', clients: { sagemakerRuntime: client }, retry });

    await expect(endpoint.predict([[1]])).rejects.toMatchObject({ name });
    expect(client.sent).toHaveLength(1);
  });

  it('gives up after the last try, with AWS’s error', async () => {
    const client = runtimeWith(...Array.from({ length: 9 }, () => awsError('ThrottlingException')));
    const endpoint = new EndpointClient({
      endpointName: 'e',
      clients: { sagemakerRuntime: client },
      retry: { ...retry, maxAttempts: 3 },
    });

    await expect(endpoint.predict([[1]])).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(client.sent).toHaveLength(3);
  });

  it('checks instances and predictions by schemas of the caller', async () => {
    const client = runtimeWith(json({ predictions: [1.5] }), json({ predictions: ['dear'] }));
    const endpoint = new EndpointClient({
      endpointName: 'e',
      clients: { sagemakerRuntime: client },
      instanceSchema: z.object({ rooms: z.number(), place: z.string().default('north') }),
      predictionSchema: z.number().transform((price) => ({ price })),
    });

    await expect(endpoint.predict([{ rooms: 1 }, { rooms: 'four' } as never])).rejects.toMatchObject({
      name: 'InvalidPipelineInputError',
      issues: [{ path: 'instances[1].rooms' }],
    });
    expect(client.sent).toHaveLength(0);
    expect(await endpoint.predict([{ rooms: 1 }])).toEqual([{ price: 1.5 }]);
    expect(JSON.parse(new TextDecoder().decode(client.sent[0]?.['Body'] as Uint8Array))).toEqual({
      instances: [{ rooms: 1, place: 'north' }],
    });
    await expect(endpoint.predict([{ rooms: 1 }])).rejects.toThrow('e answered what the schema refuses: predictions[0]: ');
  });

  it.each([
    ['application/json', [[1, Number.NaN]], 'instances[0][1]', 'must be a finite number, or null for a missing value, was NaN'],
    ['application/json', [{ a: Number.POSITIVE_INFINITY }], 'instances[0].a', 'must be a finite number'],
    ['application/json', ['text'], 'instances[0]', 'must be an array of values or an object of values by column, was string'],
    ['application/json', [null], 'instances[0]', 'must be an array of values or an object of values by column, was null'],
    ['text/csv', [{ a: 1 }, { b: 1 }], 'instances[1]', 'must have the members of the first one (a), and differs in b'],
    ['text/csv', [{ a: 1 }, { a: 1, b: 'c' }], 'instances[1]', 'must have the members of the first one (a), and differs in b'],
    ['text/csv', [{ a: 1, b: 'c' }, { a: 1 }], 'instances[1]', 'must have the members of the first one (a, b), and differs in b'],
    ['text/csv', [[1], { a: 1 }], 'instances[1]', 'must be an array of values like the first one, was an object'],
    ['text/csv', [{ a: 1 }, [1]], 'instances[1]', 'must be an object of values by column like the first one, was an array'],
    ['application/x-npy', [[1], [1, 2]], 'instances[1]', 'must have 1 values like the first one, has 2'],
    ['application/x-npy', [[1, 2], [3]], 'instances[1]', 'must have 2 values like the first one, has 1'],
    ['application/x-npy', [['one']], 'instances[0][0]', 'must be a finite number or null, was one'],
    ['application/x-npy', [[1], ['two']], 'instances[1][0]', 'must be a finite number or null, was two'],
    ['application/x-npy', [[Number.POSITIVE_INFINITY]], 'instances[0][0]', 'must be a finite number or null, was Infinity'],
    ['application/x-npy', [{ a: 1 }], 'instances[0]', 'must be an array of numbers: this format has no column names'],
  ] as const)('refuses as %s before any call: %j', async (contentType, instances, path, message) => {
    const client = runtimeWith();
    const endpoint = new EndpointClient({ endpointName: 'e', clients: { sagemakerRuntime: client }, contentType });

    await expect(endpoint.predict(instances as never)).rejects.toMatchObject({
      name: 'InvalidPipelineInputError',
      issues: [{ path, message: expect.stringContaining(message) }],
    });
    expect(client.sent).toEqual([]);
  });

  it('says so when the endpoint answers something else', async () => {
    const client = runtimeWith(json({ predictions: [1, 2] }), json({ scores: [] }), {
      Body: new TextEncoder().encode('<html>'),
    });
    const endpoint = new EndpointClient({ endpointName: 'e', clients: { sagemakerRuntime: client } });

    await expect(endpoint.predict([[1]])).rejects.toThrow('e answered 2 predictions for 1 instances');
    await expect(endpoint.predict([[1]])).rejects.toThrow('without an array "predictions"');
    await expect(endpoint.predict([[1]])).rejects.toThrow('not JSON: <html>');
  });
});

describe('EndpointClient', () => {
  it('refuses unknown options and names the nearest one', () => {
    expect(() => new EndpointClient({ endpointName: 'e', endpont: 'x' } as never)).toThrow(
      'EndpointClient has no option endpont; did you mean endpoint?',
    );
    expect(() => new EndpointClient({ endpointName: 'e', contentType: 'aplication/json' as never })).toThrow(
      'unknown content type aplication/json; did you mean application/json?',
    );
    expect(() => new EndpointClient({} as never)).toThrow('EndpointClient needs endpointName');
  });

  it('waits until it is InService, and no longer than it can become so', async () => {
    const statuses = ['Creating', 'Creating', 'InService', 'Failed'];
    const DescribeEndpoint = inTurn(
      ...statuses.map((EndpointStatus) => ({ EndpointName: 'e', EndpointStatus, FailureReason: 'no capacity' })),
    );
    const sagemaker = new ScriptedClient({ DescribeEndpoint });
    const endpoint = new EndpointClient({ endpointName: 'e', clients: { sagemaker } });

    expect(await endpoint.waitUntilInService({ pollIntervalMillis: 1 })).toMatchObject({ status: 'InService' });
    await expect(endpoint.waitUntilInService()).rejects.toThrow('The endpoint e is Failed: no capacity');
  });

  it('turns autoscaling on and off, for the only variant or the one that is named', async () => {
    const client = new ScriptedClient({
      DescribeEndpoint: { ProductionVariants: [{ VariantName: 'AllTraffic' }] },
      RegisterScalableTarget: {},
      PutScalingPolicy: {},
      DeregisterScalableTarget: {},
    });
    const endpoint = new EndpointClient({ endpointName: 'e', clients: { sagemaker: client, applicationAutoScaling: client } });

    await endpoint.enableAutoscaling({ maxCapacity: 4, invocationsPerInstance: 70 });
    await endpoint.disableAutoscaling({ variantName: 'B' });

    expect(client.calls.map(({ operation, input }) => [operation, input])).toMatchObject([
      ['DescribeEndpoint', { EndpointName: 'e' }],
      ['RegisterScalableTarget', { ResourceId: 'endpoint/e/variant/AllTraffic', MinCapacity: 1, MaxCapacity: 4 }],
      ['PutScalingPolicy', { TargetTrackingScalingPolicyConfiguration: { TargetValue: 70 } }],
      ['DeregisterScalableTarget', { ResourceId: 'endpoint/e/variant/B' }],
    ]);
  });
});
