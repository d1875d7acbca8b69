import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { EndpointClient, PipelineClient } from '../src/index.ts';
import { awsError, ScriptedClient } from './scripted-client.ts';

const STATE_MACHINE = 'arn:aws:states:eu-west-1:000000000000:stateMachine:m';
const DESCRIBED = {
  EndpointName: 'houses',
  EndpointArn: 'arn:aws:sagemaker:eu-west-1:000000000000:endpoint/houses',
  EndpointConfigName: 'config-1',
  EndpointStatus: 'InService',
  CreationTime: new Date(1),
  LastModifiedTime: new Date(2),
};

const endpointWith = (aws: ScriptedClient): EndpointClient =>
  new EndpointClient({ endpointName: 'houses', clients: { sagemaker: aws, applicationAutoScaling: aws } });

describe('PipelineClient.endpoint', () => {
  it('signs for the region of the pipeline with its credentials, at its endpoint', async () => {
    const requests: { readonly url: string | undefined; readonly authorization: string | undefined }[] = [];
    const server = createServer((request, response) => {
      requests.push({ url: request.url, authorization: request.headers.authorization });
      response.setHeader('content-type', 'application/json').end('{"predictions": [1]}');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const pipeline = new PipelineClient({
      stateMachineArn: STATE_MACHINE,
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    });

    try {
      expect(await pipeline.endpoint('houses').predict([[1]])).toEqual([1]);
      expect(requests).toEqual([
        {
          url: '/endpoints/houses/invocations',
          authorization: expect.stringMatching(/Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/sagemaker\/aws4_request/),
        },
      ]);
    } finally {
      pipeline.destroy();
      server.close();
    }
  });

  it('uses the clients of the pipeline', async () => {
    const sagemakerRuntime = new ScriptedClient({ InvokeEndpoint: { Body: new TextEncoder().encode('2.5\n') } });
    const pipeline = new PipelineClient({
      stateMachineArn: STATE_MACHINE,
      clients: { sagemakerRuntime: sagemakerRuntime as never },
    });

    expect(await pipeline.endpoint('houses', { contentType: 'text/csv' }).predict([[1]])).toEqual([2.5]);
    expect(sagemakerRuntime.sent).toMatchObject([{ EndpointName: 'houses', ContentType: 'text/csv' }]);
  });
});

describe('EndpointClient.predictMany', () => {
  it('sends batches of the given size to the given variant', async () => {
    const sagemakerRuntime = new ScriptedClient({
      InvokeEndpoint: ({ Body }) => {
        const { instances } = JSON.parse(new TextDecoder().decode(Body as Uint8Array)) as { readonly instances: number[][] };
        return { Body: new TextEncoder().encode(JSON.stringify({ predictions: instances.map(([value = 0]) => value * 10) })) };
      },
    });
    const endpoint = new EndpointClient({ endpointName: 'houses', clients: { sagemakerRuntime: sagemakerRuntime as never } });

    const options = { batchSize: 2, concurrency: 1, targetVariant: 'blue' };
    expect(await endpoint.predictMany([[1], [2], [3]], options)).toEqual([10, 20, 30]);
    expect(sagemakerRuntime.sent).toMatchObject([{ TargetVariant: 'blue' }, { TargetVariant: 'blue' }]);
    expect(await endpoint.predictMany([[1], [2]])).toEqual([10, 20]);
    expect(sagemakerRuntime.sent).toHaveLength(3);
    expect(await Array.fromAsync(endpoint.predictEach([]))).toEqual([]);
    expect(sagemakerRuntime.sent).toHaveLength(3);
  });
});

describe('EndpointClient.describe', () => {
  it('has the variants with their weights and instances, and the page in the console', async () => {
    const weighted = { CurrentWeight: 1, CurrentInstanceCount: 2, DesiredWeight: 0.5, DesiredInstanceCount: 3 };
    const ProductionVariants = [{ VariantName: 'blue', ...weighted }, { VariantName: 'green' }];
    const endpoint = endpointWith(new ScriptedClient({ DescribeEndpoint: { ...DESCRIBED, ProductionVariants } }));

    expect(await endpoint.describe()).toEqual({
      endpointName: 'houses',
      endpointArn: DESCRIBED.EndpointArn,
      endpointConfigName: 'config-1',
      status: 'InService',
      creationDate: new Date(1),
      lastModifiedDate: new Date(2),
      variants: [
        { variantName: 'blue', currentWeight: 1, currentInstanceCount: 2, desiredWeight: 0.5, desiredInstanceCount: 3 },
        { variantName: 'green' },
      ],
      consoleUrl: 'https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/endpoints/houses',
    });
  });
});

describe('EndpointClient.delete', () => {
  it('deletes the endpoint', async () => {
    const aws = new ScriptedClient({ DeleteEndpoint: {} });

    await endpointWith(aws).delete();

    expect(aws.calls).toMatchObject([{ operation: 'DeleteEndpoint', input: { EndpointName: 'houses' } }]);
  });
});

describe('EndpointClient.disableAutoscaling', () => {
  it('accepts a variant without autoscaling, and throws other errors', async () => {
    const without = endpointWith(new ScriptedClient({ DeregisterScalableTarget: awsError('ObjectNotFoundException') }));
    const denied = endpointWith(new ScriptedClient({ DeregisterScalableTarget: awsError('AccessDeniedException') }));

    await expect(without.disableAutoscaling({ variantName: 'blue' })).resolves.toBeUndefined();
    await expect(denied.disableAutoscaling({ variantName: 'blue' })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('requires a name where the endpoint has several variants', async () => {
    const ProductionVariants = [{ VariantName: 'blue' }, { VariantName: 'green' }];
    const endpoint = endpointWith(new ScriptedClient({ DescribeEndpoint: { ...DESCRIBED, ProductionVariants } }));

    await expect(endpoint.disableAutoscaling()).rejects.toThrow('houses has the variants blue, green');
  });
});
