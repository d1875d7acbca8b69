import type { DeleteEndpointInput } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { endpointInProgress } from '../refusals.ts';
import { requireEndpoint } from '../require-resource.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * DeleteEndpoint: ends the model servers of an endpoint and deletes it.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpoint.html
 */
export function deleteEndpoint(context: SagemakerContext): OperationHandler<Given<DeleteEndpointInput, 'EndpointName'>, object> {
  return ({ EndpointName }, call) => {
    const record = requireEndpoint(context, EndpointName, call);
    if (record.status === 'Creating' || record.status === 'Updating') throw endpointInProgress(record.arn);
    if (record.status !== 'Deleting') context.endpoints.delete(record);
    return {};
  };
}
