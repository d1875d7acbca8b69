import type { DescribeEndpointInput, DescribeEndpointOutput } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { endpointDescription } from '../endpoint.ts';
import { requireEndpoint } from '../require-resource.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * DescribeEndpoint: returns the request and the state of an endpoint.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
 */
export function describeEndpoint(
  context: SagemakerContext,
): OperationHandler<Given<DescribeEndpointInput, 'EndpointName'>, DescribeEndpointOutput> {
  return ({ EndpointName }, call) => endpointDescription(requireEndpoint(context, EndpointName, call));
}
