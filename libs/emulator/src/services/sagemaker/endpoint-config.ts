import type { CreateEndpointConfigInput, DescribeEndpointConfigOutput, EndpointConfigSummary } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../core/given.ts';

/** A request for an endpoint configuration that the API model allows. */
export type EndpointConfigRequest = Given<CreateEndpointConfigInput, 'EndpointConfigName' | 'ProductionVariants'>;

/** An endpoint configuration as it is stored; times in epoch milliseconds. */
export interface EndpointConfigRecord {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly creationTime: number;
  readonly request: EndpointConfigRequest;
}

/** The answer of DescribeEndpointConfig. */
export function endpointConfigDescription({
  name,
  arn,
  creationTime,
  request,
}: EndpointConfigRecord): DescribeEndpointConfigOutput {
  const { Tags: _tags, ...asked } = request;
  return {
    ...asked,
    EndpointConfigName: name,
    EndpointConfigArn: arn,
    ProductionVariants: request.ProductionVariants.map((variant) => ({ InitialVariantWeight: 1, ...variant })),
    EnableNetworkIsolation: request.EnableNetworkIsolation ?? false,
    CreationTime: new Date(creationTime),
  };
}

/** An item of ListEndpointConfigs. */
export function summariseEndpointConfig({ name, arn, creationTime }: EndpointConfigRecord): EndpointConfigSummary {
  return { EndpointConfigName: name, EndpointConfigArn: arn, CreationTime: new Date(creationTime) };
}
