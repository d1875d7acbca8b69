import { constantName, defineIntegration, type Integration } from './integration.ts';
import { allow } from './permission.ts';

/** Input of `DeleteEndpoint`. */
export interface DeleteEndpointArguments {
  readonly EndpointName: string;
}

/**
 * Deletes an endpoint; one that is being created or updated cannot be deleted.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpoint.html
 */
export const deleteEndpoint: Integration<DeleteEndpointArguments, ''> = defineIntegration<DeleteEndpointArguments>()({
  resource: 'arn:${Partition}:states:::aws-sdk:sagemaker:deleteEndpoint',
  patterns: [''],
  permissions: (_, { EndpointName }) => [
    allow(['sagemaker:DeleteEndpoint'], 'sagemaker', 'endpoint', constantName(EndpointName)),
  ],
});
