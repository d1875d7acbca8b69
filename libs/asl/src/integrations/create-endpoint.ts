import { constantName, defineIntegration, type Integration } from './integration.ts';
import { allow } from './permission.ts';
import type { Tags } from './sagemaker-shapes.ts';

/** Input of `CreateEndpoint`. */
export interface CreateEndpointArguments {
  readonly EndpointName: string;
  readonly EndpointConfigName: string;
  readonly Tags?: Tags;
}

/**
 * Begins to make an endpoint; it is `Creating` when the call answers.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html
 */
export const createEndpoint: Integration<CreateEndpointArguments, ''> = defineIntegration<CreateEndpointArguments>()({
  resource: 'arn:${Partition}:states:::sagemaker:createEndpoint',
  patterns: [''],
  permissions: (_, { EndpointName, EndpointConfigName }) => [
    allow(['sagemaker:CreateEndpoint', 'sagemaker:AddTags'], 'sagemaker', 'endpoint', constantName(EndpointName)),
    allow(['sagemaker:CreateEndpoint'], 'sagemaker', 'endpoint-config', constantName(EndpointConfigName)),
  ],
});
