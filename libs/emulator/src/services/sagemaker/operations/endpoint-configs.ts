import type {
  CreateEndpointConfigInput,
  CreateEndpointConfigOutput,
  DeleteEndpointConfigInput,
  DescribeEndpointConfigInput,
  ListEndpointConfigsInput,
} from '@aws-sdk/client-sagemaker';
import { notServed } from '../../../core/aws-error.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { recordKey, resourceArn } from '../arn.ts';
import { describeEndpointConfig, type EndpointConfigRecord, summariseEndpointConfig } from '../endpoint-config.ts';
import { listPage } from '../listing.ts';
import { alreadyExists, couldNotFind, validationException } from '../refusals.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import { requireVolumeKey } from '../volume-key.ts';

/** CreateEndpointConfig, DescribeEndpointConfig, ListEndpointConfigs and DeleteEndpointConfig. */
export function endpointConfigOperations({
  endpointConfigs,
  models,
  tags,
  runtime,
}: SagemakerContext): Record<string, OperationHandler> {
  const found = (name: string | undefined, call: Call): EndpointConfigRecord => {
    const record = endpointConfigs.get(recordKey(call.region, name ?? ''));
    if (record === undefined) throw couldNotFind('endpoint configuration', resourceArn(call, 'endpoint-config', name ?? ''));
    return record;
  };

  return {
    async CreateEndpointConfig(request: CreateEndpointConfigInput, call: Call): Promise<CreateEndpointConfigOutput> {
      const name = request.EndpointConfigName ?? '';
      const key = recordKey(call.region, name);
      const arn = resourceArn(call, 'endpoint-config', name);
      const refuseIfThere = (): void => {
        if (endpointConfigs.get(key) !== undefined) throw alreadyExists('endpoint configuration', arn);
      };
      refuseIfThere();
      refuseWhatIsNotServed(request);
      const names = new Set<string>();
      for (const { VariantName = '', ModelName = '', InstanceType, ServerlessConfig } of request.ProductionVariants ?? []) {
        if (names.has(VariantName))
          throw validationException(`Production variant names must be unique. Duplicate: ${VariantName}`);
        names.add(VariantName);
        if (models.get(recordKey(call.region, ModelName)) === undefined) {
          throw couldNotFind('model', resourceArn(call, 'model', ModelName));
        }
        if (InstanceType === undefined && ServerlessConfig === undefined) {
          throw validationException(`InstanceType must be specified for production variant ${VariantName}.`);
        }
      }
      await requireVolumeKey(runtime, { keyId: request.KmsKeyId, region: call.region, givers: [call.caller] });
      refuseIfThere();
      runtime.store.transaction(() => {
        endpointConfigs.put(key, { name, arn, region: call.region, creationTime: runtime.clock.now(), request });
        tags.add(arn, request.Tags ?? []);
      });
      return { EndpointConfigArn: arn };
    },

    DescribeEndpointConfig: ({ EndpointConfigName }: DescribeEndpointConfigInput, call: Call) =>
      describeEndpointConfig(found(EndpointConfigName, call)),

    ListEndpointConfigs(input: ListEndpointConfigsInput, call: Call) {
      const records = endpointConfigs.list({ prefix: `${call.region}/` }).map(({ value }) => value);
      const { items, nextToken } = listPage(records, input);
      return { EndpointConfigs: items.map(summariseEndpointConfig), NextToken: nextToken };
    },

    DeleteEndpointConfig({ EndpointConfigName }: DeleteEndpointConfigInput, call: Call): object {
      const { arn, name } = found(EndpointConfigName, call);
      endpointConfigs.delete(recordKey(call.region, name));
      tags.forget(arn);
      return {};
    },
  };
}

function refuseWhatIsNotServed(request: CreateEndpointConfigInput): void {
  const { AsyncInferenceConfig, DataCaptureConfig, ShadowProductionVariants, ExplainerConfig } = request;
  if (AsyncInferenceConfig !== undefined) throw notServed('CreateEndpointConfig with AsyncInferenceConfig');
  if (DataCaptureConfig?.EnableCapture === true) throw notServed('CreateEndpointConfig with DataCaptureConfig.EnableCapture');
  if (ShadowProductionVariants !== undefined) throw notServed('CreateEndpointConfig with ShadowProductionVariants');
  if (ExplainerConfig !== undefined) throw notServed('CreateEndpointConfig with ExplainerConfig');
  for (const { ModelName } of request.ProductionVariants ?? []) {
    if (ModelName === undefined) throw notServed('CreateEndpointConfig for inference components (a variant without ModelName)');
  }
}
