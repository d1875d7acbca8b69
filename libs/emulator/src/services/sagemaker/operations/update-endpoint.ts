import type { UpdateEndpointInput, UpdateEndpointOutput } from '@aws-sdk/client-sagemaker';
import { notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { requireInService, requireInstanceType } from '../refusals.ts';
import { requireEndpoint, requireEndpointConfig } from '../require-resource.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import { requireVolumeKey } from '../volume-key.ts';

/**
 * UpdateEndpoint: begins to bring up another configuration. The deployed one serves until then.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export function updateEndpoint(
  context: SagemakerContext,
): OperationHandler<Given<UpdateEndpointInput, 'EndpointName' | 'EndpointConfigName'>, UpdateEndpointOutput> {
  const { endpoints, runtime } = context;
  return async ({ EndpointName, EndpointConfigName, DeploymentConfig }, call) => {
    const record = requireEndpoint(context, EndpointName, call);
    const config = requireEndpointConfig(context, EndpointConfigName, call);
    requireInService(record);
    for (const { InstanceType } of config.request.ProductionVariants) requireInstanceType('endpoint', InstanceType, call.region);
    if (DeploymentConfig !== undefined) throw notServed('UpdateEndpoint with DeploymentConfig');
    await requireVolumeKey(runtime, { keyId: config.request.KmsKeyId, region: call.region, givers: [call.caller] });
    requireInService(record);
    endpoints.update(record, config, call);
    return { EndpointArn: record.arn };
  };
}
