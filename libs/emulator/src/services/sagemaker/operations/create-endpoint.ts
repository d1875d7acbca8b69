import type { CreateEndpointInput, CreateEndpointOutput } from '@aws-sdk/client-sagemaker';
import { notServed } from '../../../core/aws-error.ts';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { tagsFromList } from '../../../core/tags.ts';
import { alreadyExists, requireInstanceType } from '../refusals.ts';
import { requireEndpointConfig } from '../require-resource.ts';
import { recordKey, resourceArn } from '../resource-name.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import { requireVolumeKey } from '../volume-key.ts';

/**
 * CreateEndpoint: begins to bring up the model servers of an endpoint.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html
 */
export function createEndpoint(
  context: SagemakerContext,
): OperationHandler<Given<CreateEndpointInput, 'EndpointConfigName' | 'EndpointName'>, CreateEndpointOutput> {
  const { endpoints, tags, runtime } = context;
  return async ({ EndpointName: name, EndpointConfigName, Tags, DeploymentConfig }, call) => {
    const arn = resourceArn(call, 'endpoint', name);
    const requireUnusedName = (): void => {
      if (endpoints.find(recordKey(call.region, name)) !== undefined) throw alreadyExists('endpoint', arn);
    };
    requireUnusedName();
    if (DeploymentConfig !== undefined) throw notServed('CreateEndpoint with DeploymentConfig');
    const config = requireEndpointConfig(context, EndpointConfigName, call);
    for (const { InstanceType } of config.request.ProductionVariants) requireInstanceType('endpoint', InstanceType, call.region);
    await requireVolumeKey(runtime, { keyId: config.request.KmsKeyId, region: call.region, givers: [call.caller] });
    requireUnusedName();
    runtime.store.transaction(() => {
      endpoints.create(name, config, call);
      tags.add(arn, tagsFromList(Tags));
    });
    return { EndpointArn: arn };
  };
}
