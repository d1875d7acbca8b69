import type { CreateEndpointConfigOutput } from '@aws-sdk/client-sagemaker';
import { notServed } from '../../../core/aws-error.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { tagsFromList } from '../../../core/tags.ts';
import type { EndpointConfigRequest } from '../endpoint-config.ts';
import { alreadyExists, couldNotFind, validationException } from '../refusals.ts';
import { recordKey, resourceArn } from '../resource-name.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import { requireVolumeKey } from '../volume-key.ts';

/**
 * CreateEndpointConfig: stores the variants of an endpoint.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
 */
export function createEndpointConfig(
  context: SagemakerContext,
): OperationHandler<EndpointConfigRequest, CreateEndpointConfigOutput> {
  const { endpointConfigs, tags, runtime } = context;
  return async (request, call) => {
    const name = request.EndpointConfigName;
    const key = recordKey(call.region, name);
    const arn = resourceArn(call, 'endpoint-config', name);
    const requireUnusedName = (): void => {
      if (endpointConfigs.get(key) !== undefined) throw alreadyExists('endpoint configuration', arn);
    };
    requireUnusedName();
    rejectUnserved(request);
    checkVariants(context, request, call);
    await requireVolumeKey(runtime, { keyId: request.KmsKeyId, region: call.region, givers: [call.caller] });
    requireUnusedName();
    runtime.store.transaction(() => {
      endpointConfigs.put(key, { name, arn, region: call.region, creationTime: runtime.clock.now(), request });
      tags.add(arn, tagsFromList(request.Tags));
    });
    return { EndpointConfigArn: arn };
  };
}

/** @throws AwsError for two variants of one name, an unknown model, or a variant without an instance type */
function checkVariants({ models }: SagemakerContext, { ProductionVariants }: EndpointConfigRequest, call: Call): void {
  const names = new Set<string>();
  for (const { VariantName = '', ModelName = '', InstanceType, ServerlessConfig } of ProductionVariants) {
    if (names.has(VariantName)) throw validationException(`Production variant names must be unique. Duplicate: ${VariantName}`);
    names.add(VariantName);
    if (models.get(recordKey(call.region, ModelName)) === undefined)
      throw couldNotFind('model', resourceArn(call, 'model', ModelName));
    if (InstanceType === undefined && ServerlessConfig === undefined)
      throw validationException(`InstanceType must be specified for production variant ${VariantName}.`);
  }
}

function rejectUnserved(request: EndpointConfigRequest): void {
  const { AsyncInferenceConfig, DataCaptureConfig, ShadowProductionVariants, ExplainerConfig } = request;
  if (AsyncInferenceConfig !== undefined) throw notServed('CreateEndpointConfig with AsyncInferenceConfig');
  if (DataCaptureConfig?.EnableCapture === true) throw notServed('CreateEndpointConfig with DataCaptureConfig.EnableCapture');
  if (ShadowProductionVariants !== undefined) throw notServed('CreateEndpointConfig with ShadowProductionVariants');
  if (ExplainerConfig !== undefined) throw notServed('CreateEndpointConfig with ExplainerConfig');
  for (const { ModelName } of request.ProductionVariants) {
    if (ModelName === undefined) throw notServed('CreateEndpointConfig for inference components (a variant without ModelName)');
  }
}
