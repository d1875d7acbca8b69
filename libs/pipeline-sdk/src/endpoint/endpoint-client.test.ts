import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EndpointClient } from './endpoint-client.ts';

type Input = Record<string, unknown>;

/** A client of SageMaker Runtime that answers with these, one after another: an error is thrown. */
function runtimeWith(...answers: (Error | object)[]): { readonly client: SageMakerRuntimeClient; readonly sent: Input[] } {
  const sent: Input[] = [];
  const send = async ({ input }: { readonly input: Input }): Promise<object> => {
    sent.push(input);
    const answer = answers[sent.length - 1];
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('asked too often');
    return answer;
  };
  return { client: { send } as unknown as SageMakerRuntimeClient, sent };
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

const json = (value: object): object => ({ Body: new TextEncoder().encode(JSON.stringify(value)) });
const retry = { baseDelayMillis: 1 };

describe('EndpointClient.predict', () => {
  it('asks again when the model is not ready or AWS wants fewer calls', async () => {
    const { client, sent } = runtimeWith(
      named('ModelNotReadyException'),
      named('ThrottlingException'),
      json({ predictions: [1] }),
    );
    const endpoint = new EndpointClient({ endpointName: 'e', clients: { sagemakerRuntime: client }, retry });

    expect(await endpoint.predict([[1]])).toEqual([1]);
    expect(sent).toHaveLength(3);
  });

  it.each(['ModelError', 'InternalFailure', 'ServiceUnavailable'])('does not ask again after %s', async (name) => {
    const { client, sent } = runtimeWith(named(name));
    const endpoint = new EndpointClient({ endpointName: 'e', clients: { sagemakerRuntime: client }, retry });

    await expect(endpoint.predict([[1]])).rejects.toMatchObject({ name });
    expect(sent).toHaveLength(1);
  });

  it('gives up after the last try, with AWS’s error', async () => {
    const { client, sent } = runtimeWith(...Array.from({ length: 9 }, () => named('ThrottlingException')));
    const endpoint = new EndpointClient({
      endpointName: 'e',
      clients: { sagemakerRuntime: client },
      retry: { ...retry, maxAttempts: 3 },
    });

    await expect(endpoint.predict([[1]])).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(sent).toHaveLength(3);
  });

  it('checks instances and predictions by schemas of the caller', async () => {
    const { client, sent } = runtimeWith(json({ predictions: [1.5] }), json({ predictions: ['dear'] }));
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
    expect(sent).toHaveLength(0);
    expect(await endpoint.predict([{ rooms: 1 }])).toEqual([{ price: 1.5 }]);
    expect(JSON.parse(new TextDecoder().decode(sent[0]?.['Body'] as Uint8Array))).toEqual({
      instances: [{ rooms: 1, place: 'north' }],
    });
    await expect(endpoint.predict([{ rooms: 1 }])).rejects.toThrow('e answered what the schema refuses: predictions[0]: ');
  });

  it.each([
    ['application/json', [[1, Number.NaN]], 'instances[0][1]: must be a finite number, or null for a missing value, was NaN'],
    ['application/json', [{ a: Number.POSITIVE_INFINITY }], 'instances[0].a: must be a finite number'],
    ['application/json', ['text'], 'instances[0]: must be an array of values or an object of values by column, was string'],
    ['text/csv', [{ a: 1 }, { b: 1 }], 'instances[1]: must have the members of the first one (a), and differs in b'],
    ['application/x-npy', [[1], [1, 2]], 'instances[1]: must have 1 values like the first one, has 2'],
    ['application/x-npy', [['one']], 'instances[0][0]: must be a finite number or null, was one'],
    ['application/x-npy', [{ a: 1 }], 'must be an array of numbers: this format has no column names'],
  ] as const)('refuses as %s before any call: %j', async (contentType, instances, message) => {
    const { client, sent } = runtimeWith();
    const endpoint = new EndpointClient({ endpointName: 'e', clients: { sagemakerRuntime: client }, contentType });

    await expect(endpoint.predict(instances as never)).rejects.toThrow(message);
    expect(sent).toHaveLength(0);
  });

  it('says so when the endpoint answers something else', async () => {
    const { client } = runtimeWith(json({ predictions: [1, 2] }), json({ scores: [] }), {
      Body: new TextEncoder().encode('<html>'),
    });
    const endpoint = new EndpointClient({ endpointName: 'e', clients: { sagemakerRuntime: client } });

    await expect(endpoint.predict([[1]])).rejects.toThrow('e answered 2 predictions for 1 instances');
    await expect(endpoint.predict([[1]])).rejects.toThrow('without an array "predictions"');
    await expect(endpoint.predict([[1]])).rejects.toThrow('not JSON: <html>');
  });
});

describe('EndpointClient', () => {
  it('refuses options that there are not, naming the nearest', () => {
    expect(() => new EndpointClient({ endpointName: 'e', endpont: 'x' } as never)).toThrow(
      'EndpointClient has no option endpont; did you mean endpoint?',
    );
    expect(() => new EndpointClient({ endpointName: 'e', contentType: 'aplication/json' as never })).toThrow(
      'there is no aplication/json here; did you mean application/json?',
    );
    expect(() => new EndpointClient({} as never)).toThrow('EndpointClient needs endpointName');
  });

  it.each([
    ['Creating', 'Endpoint e not found. It is Creating; waitUntilInService() waits for it.'],
    ['Failed', 'Endpoint e not found. It is Failed.'],
  ])('says of an endpoint that AWS does not find that it is %s', async (EndpointStatus, message) => {
    const notFound = Object.assign(new Error('Endpoint e not found.'), { name: 'ValidationError' });
    const endpoint = new EndpointClient({
      endpointName: 'e',
      clients: { sagemakerRuntime: runtimeWith(notFound).client, sagemaker: { send: async () => ({ EndpointStatus }) } },
    });

    await expect(endpoint.predict([[1]])).rejects.toThrow(message);
  });

  it('waits until it is InService, and no longer than it can become so', async () => {
    const statuses = ['Creating', 'Creating', 'InService', 'Failed'];
    const sagemaker = {
      send: async () => ({ EndpointName: 'e', EndpointStatus: statuses.shift(), FailureReason: 'no capacity' }),
    };
    const endpoint = new EndpointClient({ endpointName: 'e', clients: { sagemaker } });

    expect(await endpoint.waitUntilInService({ pollIntervalMillis: 1 })).toMatchObject({ status: 'InService' });
    await expect(endpoint.waitUntilInService()).rejects.toThrow('The endpoint e is Failed: no capacity');
  });

  it('turns autoscaling on and off, for the only variant or the one that is named', async () => {
    const sent: [string, Input][] = [];
    const record = {
      send: async (command: { readonly constructor: { readonly name: string }; readonly input: Input }) => {
        sent.push([command.constructor.name, command.input]);
        return { ProductionVariants: [{ VariantName: 'AllTraffic' }] };
      },
    };
    const endpoint = new EndpointClient({ endpointName: 'e', clients: { sagemaker: record, applicationAutoScaling: record } });

    await endpoint.enableAutoscaling({ maxCapacity: 4, invocationsPerInstance: 70 });
    await endpoint.disableAutoscaling({ variantName: 'B' });

    expect(sent).toMatchObject([
      ['DescribeEndpointCommand', { EndpointName: 'e' }],
      ['RegisterScalableTargetCommand', { ResourceId: 'endpoint/e/variant/AllTraffic', MinCapacity: 1, MaxCapacity: 4 }],
      ['PutScalingPolicyCommand', { TargetTrackingScalingPolicyConfiguration: { TargetValue: 70 } }],
      ['DeregisterScalableTargetCommand', { ResourceId: 'endpoint/e/variant/B' }],
    ]);
  });
});
