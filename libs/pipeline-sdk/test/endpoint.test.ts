import { describe, expect, it } from 'vitest';
import { type AwsClient, EndpointClient, type EndpointClientOptions } from '../src/index.ts';
import { awsError, ScriptedClient } from './scripted-client.ts';

const endpointWith = (
  runtime: AwsClient,
  options: Partial<EndpointClientOptions<never, never>> = {},
  sagemaker: AwsClient = new ScriptedClient(),
): EndpointClient =>
  new EndpointClient({ endpointName: 'houses', ...options, clients: { sagemakerRuntime: runtime as never, sagemaker } } as never);
const answering = (Body: Uint8Array | string): ScriptedClient =>
  new ScriptedClient({ InvokeEndpoint: { Body: typeof Body === 'string' ? new TextEncoder().encode(Body) : Body } });

/** A file in NumPy's format. */
function npyOf(descr: string, values: ArrayBuffer, version = 1): Uint8Array {
  const header = new TextEncoder().encode(`{'descr': '${descr}', 'fortran_order': False, 'shape': (2,), }\n`);
  const length = version === 1 ? [header.length, 0] : [header.length, 0, 0, 0];
  return Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...length, ...header, ...new Uint8Array(values)]);
}

describe('EndpointClient.predict with NumPy files', () => {
  it.each([
    ['<f8', Float64Array.of(1.5, -2).buffer],
    ['<f4', Float32Array.of(1.5, -2).buffer],
  ])('reads numbers of type %s', async (descr, values) => {
    const endpoint = endpointWith(answering(npyOf(descr, values)), { contentType: 'application/x-npy' });

    expect(await endpoint.predict([[1], [2]])).toEqual([1.5, -2]);
  });

  it.each([
    ['<i8', BigInt64Array.of(3n, -4n).buffer, [3, -4]],
    ['<i4', Int32Array.of(3, -4).buffer, [3, -4]],
    ['|b1', Uint8Array.of(1, 0).buffer, [1, 0]],
  ])('reads numbers of type %s in version 2 of the format', async (descr, values, expected) => {
    const endpoint = endpointWith(answering(npyOf(descr, values, 2)), { contentType: 'application/x-npy' });

    expect(await endpoint.predict([[1], [2]])).toEqual(expected);
  });

  it('sends rows of numbers, and gaps as NaN', async () => {
    const runtime = answering(npyOf('<f8', Float64Array.of(1, 2).buffer));

    await endpointWith(runtime, { contentType: 'application/x-npy' }).predict([
      [1, null],
      [2, 3],
    ]);

    const body = runtime.sent[0]?.['Body'] as Uint8Array;
    const view = new DataView(body.buffer, body.byteOffset + body.byteLength - 32);
    expect([0, 8, 16, 24].map((offset) => view.getFloat64(offset, true))).toEqual([1, Number.NaN, 2, 3]);
    expect(new TextDecoder().decode(body.subarray(10))).toContain("'shape': (2, 2)");
  });

  it.each([
    ['another format', new TextEncoder().encode('{"predictions": [1]}'), /\{"predictions": \[1\]\}/],
    ['a few bytes', Uint8Array.of(0x93, 0x4e), /NumPy/],
    ['complex numbers', npyOf('<c16', new ArrayBuffer(32)), /<c16/],
  ])('throws where the endpoint answers %s', async (_, body, message) => {
    const endpoint = endpointWith(answering(body), { contentType: 'application/x-npy' });

    await expect(endpoint.predict([[1]])).rejects.toThrow(message);
  });
});

describe('EndpointClient.predict with CSV', () => {
  it('sends a line for each instance, with a header for objects, and reads numbers and texts', async () => {
    const runtime = answering('1.5\r\ncheap\n');
    const endpoint = endpointWith(runtime, { contentType: 'text/csv' });

    expect(
      await endpoint.predict([
        { rooms: 1, place: 'a,b' },
        { place: 'c', rooms: 2 },
      ] as never),
    ).toEqual([1.5, 'cheap']);
    expect(new TextDecoder().decode(runtime.sent[0]?.['Body'] as Uint8Array)).toBe('rooms,place\n1,"a,b"\n2,c');
  });
});

describe('EndpointClient.invoke', () => {
  it('sends the body as it is, with what the caller asks for', async () => {
    const runtime = new ScriptedClient({ InvokeEndpoint: { Body: new TextEncoder().encode('<a/>'), ContentType: 'text/xml' } });

    const answer = await endpointWith(runtime).invoke(Uint8Array.of(1), {
      contentType: 'image/png',
      accept: 'text/xml',
      targetVariant: 'blue',
      customAttributes: 'trace=7',
    });

    expect(runtime.sent).toEqual([
      {
        EndpointName: 'houses',
        Body: Uint8Array.of(1),
        ContentType: 'image/png',
        Accept: 'text/xml',
        TargetVariant: 'blue',
        CustomAttributes: 'trace=7',
      },
    ]);
    expect([answer.text(), answer.contentType, answer.invokedProductionVariant]).toEqual(['<a/>', 'text/xml', '']);
  });

  it('streams an answer part by part, and ends with the signal', async () => {
    const stopped = new AbortController();
    async function* parts(): AsyncGenerator<object> {
      yield { PayloadPart: { Bytes: Uint8Array.of(1) } };
      yield { InternalStreamFailure: {} };
      yield { PayloadPart: { Bytes: Uint8Array.of(2) } };
      throw new Error('the connection is gone');
    }
    const stream = (): Promise<{ readonly body: AsyncIterable<Uint8Array> }> =>
      endpointWith(new ScriptedClient({ InvokeEndpointWithResponseStream: { Body: parts() } })).invokeStream('{}', {
        signal: stopped.signal,
      });
    const read = async (): Promise<number[]> => {
      const bytes: number[] = [];
      for await (const part of (await stream()).body) bytes.push(...part);
      return bytes;
    };

    await expect(read()).rejects.toThrow('the connection is gone');
    const { body } = await stream();
    const iterator = body[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toEqual(Uint8Array.of(1));
    stopped.abort(new Error('enough'));
    await iterator.next();
    await expect(iterator.next()).rejects.toThrow('enough');
  });

  it('reads an answer without a stream as empty', async () => {
    const { body, contentType } = await endpointWith(new ScriptedClient({ InvokeEndpointWithResponseStream: {} })).invokeStream(
      '{}',
    );

    expect(await Array.fromAsync(body)).toEqual([]);
    expect(contentType).toBe('');
  });
});

describe('an endpoint that is not found', () => {
  const notFound = (): Error => awsError('ValidationError', 'Endpoint houses of account 000000000000 not found.');
  const explanation = async (sagemaker: AwsClient, targetVariant?: string): Promise<string> => {
    const endpoint = endpointWith(new ScriptedClient({ InvokeEndpoint: notFound() }), {}, sagemaker);
    const failure: unknown = await endpoint
      .predict([[1]], targetVariant === undefined ? {} : { targetVariant })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'ValidationError' });
    return (failure as Error).message;
  };
  const describeEndpoint = (EndpointStatus: string, ...variants: string[]): AwsClient =>
    new ScriptedClient({
      DescribeEndpoint: { EndpointStatus, ProductionVariants: variants.map((VariantName) => ({ VariantName })) },
    });

  it.each([
    [
      'the region has none',
      new ScriptedClient({ DescribeEndpoint: awsError('ValidationException', 'no'), ListEndpoints: {} }),
      undefined,
      /no endpoints/,
    ],
    [
      'another one has a similar name',
      new ScriptedClient({
        DescribeEndpoint: awsError('ValidationException', 'no'),
        ListEndpoints: { Endpoints: [{ EndpointName: 'cars' }, { EndpointName: 'house' }] },
      }),
      undefined,
      /not found; .*house\?$/,
    ],
    [
      'others have other names',
      new ScriptedClient({
        DescribeEndpoint: awsError('ValidationException', 'no'),
        ListEndpoints: { Endpoints: [{ EndpointName: 'cars' }] },
      }),
      undefined,
      /; .*cars$/,
    ],
    [
      'it is being created',
      describeEndpoint('Creating'),
      undefined,
      /not found\. It is Creating; waitUntilInService\(\) waits for it\.$/,
    ],
    ['it has failed', describeEndpoint('Failed'), undefined, /not found\. It is Failed\.$/],
    ['a variant has a similar name', describeEndpoint('InService', 'blue', 'green'), 'bleu', /; .*blue\?$/],
    ['its variants have other names', describeEndpoint('InService', 'blue', 'green'), 'production', /blue, green\.$/],
    ['its variant is there', describeEndpoint('InService', 'blue'), 'blue', /not found\.$/],
    [
      'SageMaker refuses to say more',
      new ScriptedClient({ DescribeEndpoint: awsError('AccessDenied', 'no') }),
      undefined,
      /not found\.$/,
    ],
  ])('says so where %s', async (_, sagemaker, targetVariant, expected) => {
    expect(await explanation(sagemaker, targetVariant)).toMatch(expected);
  });
});
