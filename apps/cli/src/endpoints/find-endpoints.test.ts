import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { describe, expect, it } from 'vitest';
import { findEndpoints } from './find-endpoints.ts';

const ARN = 'arn:aws:sagemaker:us-east-1:000000000000:endpoint/';
const summary = (name: string): object => ({
  EndpointName: name,
  EndpointArn: `${ARN}${name}`,
  EndpointStatus: 'InService',
  CreationTime: new Date(1),
  LastModifiedTime: new Date(2),
});

/** A SageMaker with these answers by operation. */
function sagemaker(answers: Readonly<Record<string, (input: Record<string, string>) => object>>): SageMakerClient {
  const client = new SageMakerClient({ region: 'us-east-1' });
  const send = async (command: { readonly input: object }): Promise<object> => {
    const answer = answers[command.constructor.name.replace(/Command$/, '')];
    return answer?.(command.input as Record<string, string>) ?? {};
  };
  return Object.assign(client, { send });
}

describe('findEndpoints', () => {
  const answers = {
    ListEndpoints: ({ NextToken }: Record<string, string>) =>
      NextToken === undefined
        ? { Endpoints: ['a', 'b', 'c'].map(summary), NextToken: 'more' }
        : { Endpoints: ['d', 'e'].map(summary) },
    ListTags: ({ ResourceArn }: Record<string, string>) => {
      const name = (ResourceArn as string).slice(ARN.length);
      return name === 'e' ? {} : { Tags: [{ Key: 'stepmaker:stack', Value: name === 'b' ? 'other' : 'ml-pipeline' }] };
    },
    DescribeEndpoint: ({ EndpointName }: Record<string, string>) =>
      EndpointName === 'c'
        ? { EndpointConfigName: 'deleted' }
        : { EndpointConfigName: EndpointName, ProductionVariants: [{ VariantName: 'AllTraffic', CurrentInstanceCount: 2 }] },
    DescribeEndpointConfig: ({ EndpointConfigName }: Record<string, string>) => {
      if (EndpointConfigName === 'deleted') throw new Error('Could not find endpoint configuration');
      const serverless = EndpointConfigName === 'd';
      return {
        ProductionVariants: [serverless ? {} : { ModelName: 'model', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 }],
      };
    },
  };

  it('returns the endpoints of a stack from all pages, with their models and instances', async () => {
    const found = await findEndpoints(sagemaker(answers), 'ml-pipeline');

    expect(found.map(({ endpointName }) => endpointName)).toEqual(['a', 'c', 'd']);
    expect(found[0]).toEqual({
      endpointName: 'a',
      endpointArn: `${ARN}a`,
      status: 'InService',
      creationDate: new Date(1),
      lastModifiedDate: new Date(2),
      modelName: 'model',
      instanceType: 'ml.m5.large',
      instanceCount: 2,
      variantNames: ['AllTraffic'],
      stackName: 'ml-pipeline',
    });
    expect(found[2]).toMatchObject({ modelName: null, instanceType: null });
  });

  it('returns an endpoint whose configuration was deleted, without what only that says', async () => {
    const found = await findEndpoints(sagemaker(answers), 'ml-pipeline');

    expect(found[1]).toMatchObject({
      endpointName: 'c',
      modelName: null,
      instanceType: null,
      instanceCount: null,
      variantNames: [],
    });
  });

  it('returns the endpoints of all stacks and of none, with the stack', async () => {
    const found = await findEndpoints(sagemaker(answers), undefined);

    expect(found.map(({ stackName }) => stackName)).toEqual(['ml-pipeline', 'other', 'ml-pipeline', 'ml-pipeline', null]);
  });
});
