import type { ListEndpointsInput, ListEndpointsOutput } from '@aws-sdk/client-sagemaker';
import type { OperationHandler } from '../../../core/service.ts';
import { summariseEndpoint } from '../endpoint.ts';
import { listPage, recordsIn } from '../listing.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * ListEndpoints: returns a page of the endpoints of a region.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpoints.html
 */
export function listEndpoints({ endpoints }: SagemakerContext): OperationHandler<ListEndpointsInput, ListEndpointsOutput> {
  return (input, call) => {
    const { items, nextToken } = listPage(recordsIn(endpoints.records, call.region), input, call);
    return { Endpoints: items.map(summariseEndpoint), NextToken: nextToken };
  };
}
