import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import type { ServedEndpoint } from '../endpoints/find-endpoints.ts';
import { idleEndpoints } from './idle-endpoints.ts';

const HOUR = 3_600_000;
const NOW = new Date(100 * HOUR);

function endpoint(name: string, over: Partial<ServedEndpoint> = {}): ServedEndpoint {
  return {
    endpointName: name,
    endpointArn: `arn:aws:sagemaker:us-east-1:000000000000:endpoint/${name}`,
    status: 'InService',
    creationDate: new Date(0),
    lastModifiedDate: new Date(0),
    modelName: 'model',
    instanceType: 'ml.t2.medium',
    instanceCount: 2,
    variantNames: ['AllTraffic', 'Shadow'],
    stackName: 'ml-pipeline',
    ...over,
  };
}

interface Asked {
  readonly Dimensions: readonly { readonly Value: string }[];
  readonly StartTime: Date;
  readonly EndTime: Date;
}

/** CloudWatch as far as it is asked: how often each `endpoint/variant` was invoked. */
function cloudwatch(counts: Readonly<Record<string, number>>, asked: Asked[] = []): CloudWatchClient {
  const send = async ({ input }: { readonly input: Asked }): Promise<object> => {
    asked.push(input);
    const Sum = counts[input.Dimensions.map(({ Value }) => Value).join('/')];
    return { Datapoints: Sum === undefined ? [] : [{ Sum }] };
  };
  return { send } as unknown as CloudWatchClient;
}

describe('idleEndpoints', () => {
  it('are those that no variant was asked of, in the time that is given', async () => {
    const asked: Asked[] = [];
    const found = await idleEndpoints(
      [endpoint('busy'), endpoint('idle')],
      cloudwatch({ 'busy/Shadow': 1, 'idle/Shadow': 0 }, asked),
      24 * HOUR,
      NOW,
    );

    expect(found).toEqual([
      { kind: 'endpoint', name: 'idle', reason: 'not asked for 1 d', instances: '2 × ml.t2.medium', stackName: 'ml-pipeline' },
    ]);
    expect(asked[0]).toMatchObject({ StartTime: new Date(76 * HOUR), EndTime: NOW });
  });

  it('are not those that are younger, or that are being changed; are those that have failed', async () => {
    const found = await idleEndpoints(
      [
        endpoint('young', { lastModifiedDate: new Date(99 * HOUR) }),
        endpoint('changing', { status: 'Updating' }),
        endpoint('failed', { status: 'Failed' }),
      ],
      cloudwatch({}),
      24 * HOUR,
      NOW,
    );

    expect(found.map(({ name, reason }) => `${name} ${reason}`)).toEqual(['failed is Failed']);
  });
});
