import type { DescribeEndpointConfigInput, DescribeEndpointConfigOutput } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { endpointConfigDescription } from '../endpoint-config.ts';
import { requireEndpointConfig } from '../require-resource.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * DescribeEndpointConfig: returns the request of an endpoint configuration.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpointConfig.html
 */
export function describeEndpointConfig(
  context: SagemakerContext,
): OperationHandler<Given<DescribeEndpointConfigInput, 'EndpointConfigName'>, DescribeEndpointConfigOutput> {
  return ({ EndpointConfigName }, call) => endpointConfigDescription(requireEndpointConfig(context, EndpointConfigName, call));
}
