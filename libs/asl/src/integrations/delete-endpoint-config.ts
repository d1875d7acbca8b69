import { constantName, defineIntegration, type Integration } from './integration.ts';
import { allow } from './permission.ts';

/** Input of `DeleteEndpointConfig`. */
export interface DeleteEndpointConfigArguments {
  readonly EndpointConfigName: string;
}

/**
 * Deletes an endpoint configuration, which must not be in use.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpointConfig.html
 */
export const deleteEndpointConfig: Integration<DeleteEndpointConfigArguments, ''> =
  defineIntegration<DeleteEndpointConfigArguments>()({
    resource: 'arn:${Partition}:states:::aws-sdk:sagemaker:deleteEndpointConfig',
    patterns: [''],
    permissions: (_, { EndpointConfigName }) => [
      allow(['sagemaker:DeleteEndpointConfig'], 'sagemaker', 'endpoint-config', constantName(EndpointConfigName)),
    ],
  });
