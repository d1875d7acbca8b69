import type { ListEndpointConfigsInput, ListEndpointConfigsOutput } from '@aws-sdk/client-sagemaker';
import type { OperationHandler } from '../../../core/service.ts';
import { summariseEndpointConfig } from '../endpoint-config.ts';
import { listPage, recordsIn } from '../listing.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * ListEndpointConfigs: returns a page of the endpoint configurations of a region.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpointConfigs.html
 */
export function listEndpointConfigs({
  endpointConfigs,
}: SagemakerContext): OperationHandler<ListEndpointConfigsInput, ListEndpointConfigsOutput> {
  return (input, call) => {
    const { items, nextToken } = listPage(recordsIn(endpointConfigs, call.region), input, call);
    return { EndpointConfigs: items.map(summariseEndpointConfig), NextToken: nextToken };
  };
}
