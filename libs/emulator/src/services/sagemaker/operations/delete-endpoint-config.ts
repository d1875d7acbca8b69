import type { DeleteEndpointConfigInput } from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { requireEndpointConfig } from '../require-resource.ts';
import { recordKey } from '../resource-name.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * DeleteEndpointConfig: deletes an endpoint configuration. Endpoints that it deployed are unchanged.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpointConfig.html
 */
export function deleteEndpointConfig(
  context: SagemakerContext,
): OperationHandler<Given<DeleteEndpointConfigInput, 'EndpointConfigName'>, object> {
  const { endpointConfigs, tags } = context;
  return ({ EndpointConfigName }, call) => {
    const { arn, name } = requireEndpointConfig(context, EndpointConfigName, call);
    endpointConfigs.delete(recordKey(call.region, name));
    tags.forget(arn);
    return {};
  };
}
