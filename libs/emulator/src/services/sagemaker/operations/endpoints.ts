import type {
  CreateEndpointInput,
  CreateEndpointOutput,
  DeleteEndpointInput,
  DescribeEndpointInput,
  ListEndpointsInput,
  UpdateEndpointInput,
  UpdateEndpointOutput,
  UpdateEndpointWeightsAndCapacitiesInput,
} from '@aws-sdk/client-sagemaker';
import { notServed } from '../../../core/aws-error.ts';
import type { Call, OperationHandler } from '../../../core/service.ts';
import { placeOf, recordKey, resourceArn } from '../arn.ts';
import { describeEndpoint, type EndpointRecord, summariseEndpoint } from '../endpoint.ts';
import type { EndpointConfigRecord } from '../endpoint-config.ts';
import { listPage } from '../listing.ts';
import { alreadyExists, couldNotFind, endpointInProgress, validationException } from '../refusals.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';
import { requireVolumeKey } from '../volume-key.ts';

/** The operations on endpoints. */
export function endpointOperations({
  endpoints,
  endpointConfigs,
  tags,
  runtime,
}: SagemakerContext): Record<string, OperationHandler> {
  const found = (name: string | undefined, call: Call): EndpointRecord => {
    const record = endpoints.find(recordKey(call.region, name ?? ''));
    if (record === undefined) throw couldNotFind('endpoint', resourceArn(call, 'endpoint', name ?? ''));
    return record;
  };
  const configOf = (name: string | undefined, call: Call): EndpointConfigRecord => {
    const config = endpointConfigs.get(recordKey(call.region, name ?? ''));
    if (config === undefined) throw couldNotFind('endpoint configuration', resourceArn(call, 'endpoint-config', name ?? ''));
    return config;
  };

  return {
    async CreateEndpoint(
      { EndpointName, EndpointConfigName, Tags, DeploymentConfig }: CreateEndpointInput,
      call: Call,
    ): Promise<CreateEndpointOutput> {
      const name = EndpointName ?? '';
      const arn = resourceArn(call, 'endpoint', name);
      const refuseIfThere = (): void => {
        if (endpoints.find(recordKey(call.region, name)) !== undefined) throw alreadyExists('endpoint', arn);
      };
      refuseIfThere();
      if (DeploymentConfig !== undefined) throw notServed('CreateEndpoint with DeploymentConfig');
      const config = configOf(EndpointConfigName, call);
      await requireVolumeKey(runtime, { keyId: config.request.KmsKeyId, region: call.region, givers: [call.caller] });
      refuseIfThere();
      runtime.store.transaction(() => {
        endpoints.create(name, config, placeOf(call));
        tags.add(arn, Tags ?? []);
      });
      return { EndpointArn: arn };
    },

    DescribeEndpoint: ({ EndpointName }: DescribeEndpointInput, call: Call) => describeEndpoint(found(EndpointName, call)),

    ListEndpoints(input: ListEndpointsInput, call: Call) {
      const { items, nextToken } = listPage(endpoints.list(call.region), input);
      return { Endpoints: items.map(summariseEndpoint), NextToken: nextToken };
    },

    async UpdateEndpoint(
      { EndpointName, EndpointConfigName, DeploymentConfig }: UpdateEndpointInput,
      call: Call,
    ): Promise<UpdateEndpointOutput> {
      const record = found(EndpointName, call);
      const config = configOf(EndpointConfigName, call);
      refuseUnlessInService(record);
      if (DeploymentConfig !== undefined) throw notServed('UpdateEndpoint with DeploymentConfig');
      await requireVolumeKey(runtime, { keyId: config.request.KmsKeyId, region: call.region, givers: [call.caller] });
      refuseUnlessInService(record);
      endpoints.update(record, config, placeOf(call));
      return { EndpointArn: record.arn };
    },

    UpdateEndpointWeightsAndCapacities(
      { EndpointName, DesiredWeightsAndCapacities = [] }: UpdateEndpointWeightsAndCapacitiesInput,
      call: Call,
    ): UpdateEndpointOutput {
      const record = found(EndpointName, call);
      refuseUnlessInService(record);
      const changes = DesiredWeightsAndCapacities.map(({ VariantName = '', DesiredWeight, DesiredInstanceCount }) => {
        if (record.deployed?.variants.every(({ variantName }) => variantName !== VariantName)) {
          throw validationException(`Could not find production variant "${VariantName}" of endpoint "${record.arn}".`);
        }
        return {
          variantName: VariantName,
          ...(DesiredWeight === undefined ? {} : { weight: DesiredWeight }),
          ...(DesiredInstanceCount === undefined ? {} : { instanceCount: DesiredInstanceCount }),
        };
      });
      endpoints.reweigh(record, changes);
      return { EndpointArn: record.arn };
    },

    DeleteEndpoint({ EndpointName }: DeleteEndpointInput, call: Call): object {
      const record = found(EndpointName, call);
      if (record.status === 'Creating' || record.status === 'Updating') throw endpointInProgress(record.arn);
      if (record.status !== 'Deleting') endpoints.delete(record);
      return {};
    },
  };
}

/** Only deletion is possible on a failed endpoint, nothing on one that is being changed. */
function refuseUnlessInService({ status, arn }: EndpointRecord): void {
  if (status === 'InService') return;
  if (status !== 'Failed') throw endpointInProgress(arn);
  throw validationException(
    `Cannot update endpoint "${arn}": its status is Failed. DeleteEndpoint is the only operation that can be performed on a failed endpoint.`,
  );
}
