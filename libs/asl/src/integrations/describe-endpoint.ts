import { constantName, defineIntegration, type Integration } from './integration.ts';
import { allow } from './permission.ts';

/** Input of `DescribeEndpoint`. */
export interface DescribeEndpointArguments {
  readonly EndpointName: string;
}

/**
 * Reads an endpoint's status, configuration and, when it failed, the reason.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
 */
export const describeEndpoint: Integration<DescribeEndpointArguments, ''> = defineIntegration<DescribeEndpointArguments>()({
  resource: 'arn:${Partition}:states:::aws-sdk:sagemaker:describeEndpoint',
  patterns: [''],
  permissions: (_, { EndpointName }) => [
    allow(['sagemaker:DescribeEndpoint'], 'sagemaker', 'endpoint', constantName(EndpointName)),
  ],
});
