import { constantName, defineIntegration, type Integration } from './integration.ts';
import { allow } from './permission.ts';

/** Input of `UpdateEndpoint`. */
export interface UpdateEndpointArguments {
  readonly EndpointName: string;
  readonly EndpointConfigName: string;
}

/**
 * Begins to move an endpoint to another configuration; it serves the former one until the new one is ready.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export const updateEndpoint: Integration<UpdateEndpointArguments, ''> = defineIntegration<UpdateEndpointArguments>()({
  resource: 'arn:${Partition}:states:::sagemaker:updateEndpoint',
  patterns: [''],
  permissions: (_, { EndpointName, EndpointConfigName }) => [
    allow(['sagemaker:UpdateEndpoint'], 'sagemaker', 'endpoint', constantName(EndpointName)),
    allow(['sagemaker:UpdateEndpoint'], 'sagemaker', 'endpoint-config', constantName(EndpointConfigName)),
  ],
});
