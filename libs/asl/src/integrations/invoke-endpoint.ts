import { constantName, defineIntegration, type Integration } from './integration.ts';
import { allow } from './permission.ts';

/** Input of `InvokeEndpoint`. */
export interface InvokeEndpointArguments {
  readonly EndpointName: string;
  /** The request, as an object: Step Functions sends it as JSON. A text would be sent as JSON too, in quotes. */
  readonly Body: object;
  readonly ContentType?: string;
  readonly Accept?: string;
  readonly TargetVariant?: string;
}

/**
 * Asks a served model. Its result's `Body` is the answer's text.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
 */
export const invokeEndpoint: Integration<InvokeEndpointArguments, ''> = defineIntegration<InvokeEndpointArguments>()({
  resource: 'arn:${Partition}:states:::aws-sdk:sagemakerruntime:invokeEndpoint',
  patterns: [''],
  permissions: (_, { EndpointName }) => [
    allow(['sagemaker:InvokeEndpoint'], 'sagemaker', 'endpoint', constantName(EndpointName)),
  ],
});
