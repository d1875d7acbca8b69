import type {
  UpdateEndpointWeightsAndCapacitiesInput,
  UpdateEndpointWeightsAndCapacitiesOutput,
} from '@aws-sdk/client-sagemaker';
import type { Given } from '../../../core/given.ts';
import type { OperationHandler } from '../../../core/service.ts';
import { requireInService, validationException } from '../refusals.ts';
import { requireEndpoint } from '../require-resource.ts';
import type { SagemakerContext } from '../sagemaker-context.ts';

/**
 * UpdateEndpointWeightsAndCapacities: changes weights and instance counts of variants.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpointWeightsAndCapacities.html
 */
export function updateEndpointWeightsAndCapacities(
  context: SagemakerContext,
): OperationHandler<
  Given<UpdateEndpointWeightsAndCapacitiesInput, 'EndpointName' | 'DesiredWeightsAndCapacities'>,
  UpdateEndpointWeightsAndCapacitiesOutput
> {
  return ({ EndpointName, DesiredWeightsAndCapacities }, call) => {
    const record = requireEndpoint(context, EndpointName, call);
    requireInService(record);
    const changes = DesiredWeightsAndCapacities.map(({ VariantName = '', DesiredWeight, DesiredInstanceCount }) => {
      if (record.deployed?.variants.every(({ variantName }) => variantName !== VariantName))
        throw validationException(`Could not find production variant "${VariantName}" of endpoint "${record.arn}".`);
      return {
        variantName: VariantName,
        ...(DesiredWeight === undefined ? {} : { weight: DesiredWeight }),
        ...(DesiredInstanceCount === undefined ? {} : { instanceCount: DesiredInstanceCount }),
      };
    });
    context.endpoints.reweigh(record, changes);
    return { EndpointArn: record.arn };
  };
}
