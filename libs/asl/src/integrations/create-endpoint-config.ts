import { constantName, defineIntegration, type Integration } from './integration.ts';
import { allow } from './permission.ts';
import type { ProductionVariant, Tags } from './sagemaker-shapes.ts';

/** Input of `CreateEndpointConfig`. */
export interface CreateEndpointConfigArguments {
  readonly EndpointConfigName: string;
  readonly ProductionVariants: readonly ProductionVariant[];
  /** The customer's key for the instances' volumes. */
  readonly KmsKeyId?: string;
  readonly Tags?: Tags;
}

/**
 * Says which models an endpoint serves, on which instances.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
 */
export const createEndpointConfig: Integration<CreateEndpointConfigArguments, ''> =
  defineIntegration<CreateEndpointConfigArguments>()({
    resource: 'arn:${Partition}:states:::sagemaker:createEndpointConfig',
    patterns: [''],
    permissions: (_, { EndpointConfigName }) => [
      allow(
        ['sagemaker:CreateEndpointConfig', 'sagemaker:AddTags'],
        'sagemaker',
        'endpoint-config',
        constantName(EndpointConfigName),
      ),
    ],
  });
